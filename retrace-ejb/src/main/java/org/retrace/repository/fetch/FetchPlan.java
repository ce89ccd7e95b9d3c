// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.rpm.Nevra;

/**
 * The file of packages that a run wants of one repository, a line each, so that none is held in memory: nine fields
 * with tabs between, none of which can hold a tab.
 */
public final class FetchPlan {

    private static final String FORMAT = "plan";
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 9;

    private final Path file;

    /** @param file need not exist */
    public FetchPlan(Path file) {
        this.file = file;
    }

    /** Writes a new plan, which is there once it is finished, in place of the one before. */
    Writer write() throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        return new Writer(part, Files.newBufferedWriter(part));
    }

    /** Writes a plan of nothing. */
    void writeEmpty() throws IOException {
        try (Writer writer = write()) {
            writer.finish();
        }
    }

    /** A plan that is being written. */
    final class Writer implements Closeable {
        private final Path part;
        private final BufferedWriter out;

        private Writer(Path part, BufferedWriter out) {
            this.part = part;
            this.out = out;
        }

        void add(WantedPackage wanted) throws IOException {
            Nevra name = wanted.nevra();
            out.write(String.join(
                    SEPARATOR,
                    wanted.checksum().kind().name(),
                    wanted.checksum().hex(),
                    Long.toString(wanted.size()),
                    name.name(),
                    Integer.toString(name.epoch()),
                    name.version(),
                    name.release(),
                    name.arch(),
                    wanted.location().text()));
            out.write('\n');
        }

        void finish() throws IOException {
            out.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads the plan. */
    public Reader read() throws IOException {
        return new Reader(Files.newBufferedReader(file));
    }

    /** A plan that is being read. */
    public static final class Reader implements Closeable {
        private final BufferedReader in;
        private long line;

        private Reader(BufferedReader in) {
            this.in = in;
        }

        /**
         * The next package; empty at the end.
         *
         * @throws FormatException when the file is no plan
         */
        public Optional<WantedPackage> next() throws IOException {
            String text = in.readLine();
            if (text == null) {
                return Optional.empty();
            }
            line++;
            String[] fields = text.split(SEPARATOR, -1);
            if (fields.length != FIELDS) {
                throw new FormatException(FORMAT, -1, "line " + line + " has " + fields.length + " fields");
            }
            try {
                return Optional.of(new WantedPackage(
                        new Nevra(fields[3], Integer.parseInt(fields[4]), fields[5], fields[6], fields[7]),
                        new RepositoryPath(fields[8]),
                        new Checksum(Checksum.Kind.valueOf(fields[0]), fields[1]),
                        Long.parseLong(fields[2])));
            } catch (IllegalArgumentException e) {
                throw new FormatException(FORMAT, -1, "line " + line + ": " + e.getMessage());
            }
        }

        /** How many packages were read. */
        public long position() {
            return line;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
