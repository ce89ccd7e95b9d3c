// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.retrace.repository.FileDigest;

/** A repository of made packages, as a mirror has it: the packages, repomd.xml, primary metadata and filelists. */
final class MadeRepository {

    private static final int AT_ONCE = 2000;

    private final Path directory;

    MadeRepository(Path directory) {
        this.directory = directory;
    }

    /**
     * A package that lies in its place.
     *
     * @param primary its element there
     * @param filelist its element there
     */
    private record Laid(String primary, String filelist) {}

    /** Writes all of it. */
    void write(int packages) throws IOException {
        Files.createDirectories(directory.resolve("repodata"));
        try (Metadata primary = new Metadata(
                        "primary",
                        packages,
                        "<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
                                + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\"");
                Metadata filelists = new Metadata(
                        "filelists", packages, "<filelists xmlns=\"http://linux.duke.edu/metadata/filelists\"")) {
            for (int from = 0; from < packages; from += AT_ONCE) {
                List<Laid> laid = IntStream.range(from, Math.min(packages, from + AT_ONCE))
                        .parallel()
                        .mapToObj(this::lay)
                        .toList();
                primary.add(laid, Laid::primary);
                filelists.add(laid, Laid::filelist);
            }
            primary.end("</metadata>\n");
            filelists.end("</filelists>\n");
            Files.writeString(directory.resolve("repodata/repomd.xml"), repomd(primary.entry() + filelists.entry()));
        }
    }

    private static String repomd(String entries) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\n"
                + "  <revision>1760000000</revision>\n" + entries + "</repomd>\n";
    }

    /** Has repomd.xml say that it is another one, though all else is as it was. */
    void publishAgain() throws IOException {
        Path file = directory.resolve("repodata/repomd.xml");
        Files.writeString(file, Files.readString(file).replace("<revision>1760000000<", "<revision>1760000001<"));
    }

    private Laid lay(int number) {
        MadePackage pkg = new MadePackage(number);
        MadePackageFile file = new MadePackageFile(pkg);
        byte[] rpm = file.bytes();
        String place = "Packages/" + pkg.name().charAt(0) + "/" + pkg.fileName();
        try {
            Path path = directory.resolve(place);
            Files.createDirectories(path.getParent());
            Files.write(path, rpm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Laid(file.primary(rpm, place), file.filelist(rpm));
    }

    /** A document of metadata that is written. */
    private final class Metadata implements AutoCloseable {
        private final String type;
        private final Path file;
        private final MessageDigest digest;
        private final OutputStream out;
        private long bytes;

        Metadata(String type, int packages, String root) throws IOException {
            this.type = type;
            file = directory.resolve("repodata/" + type + ".xml.gz");
            digest = sha256();
            out = new DigestOutputStream(new Gzip(Files.newOutputStream(file)), digest);
            write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root + " packages=\"" + packages + "\">\n");
        }

        private void write(String text) throws IOException {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes += encoded.length;
            out.write(encoded);
        }

        void add(List<Laid> all, Function<Laid, String> part) throws IOException {
            for (Laid laid : all) {
                write(part.apply(laid));
            }
        }

        /** Nothing comes behind this. */
        void end(String text) throws IOException {
            write(text);
            out.close();
        }

        /** What repomd.xml says of it. */
        String entry() throws IOException {
            return """
                      <data type="%1$s">
                        <checksum type="sha256">%2$s</checksum>
                        <open-checksum type="sha256">%3$s</open-checksum>
                        <location href="repodata/%1$s.xml.gz"/>
                        <timestamp>1760000000</timestamp>
                        <size>%4$d</size>
                        <open-size>%5$d</open-size>
                      </data>
                    """
                    .formatted(
                            type,
                            FileDigest.of(file),
                            HexFormat.of().formatHex(digest.digest()),
                            Files.size(file),
                            bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** gzip at its fastest. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(1);
        }
    }
}
