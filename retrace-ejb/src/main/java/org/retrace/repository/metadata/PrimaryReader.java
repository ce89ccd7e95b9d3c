// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.rpm.Nevra;

/** Reads primary metadata: the packages of a repository, one held in memory at a time. */
public final class PrimaryReader {

    private static final String DEBUGINFO = "debuginfo(build-id)";

    private final String name;
    private final Limits limits;
    private final XmlCursor xml;
    private final MetadataFields fields;

    private PrimaryReader(InputStream in, String name, Limits limits) throws IOException {
        this.name = name;
        this.limits = limits;
        this.xml = new XmlCursor(in, name);
        this.fields = new MetadataFields(xml);
    }

    /**
     * Reads a file that was fetched.
     *
     * @param metadata what repomd.xml says of it
     * @param limits entries bound the packages, and the build-ids of each; totalBytes what comes out of the file
     * @param packages gets those of rpm's kind; what it got counts once this returns, not before
     * @throws org.retrace.bytes.FormatException when the file is not what repomd.xml says, or broken
     */
    public static void read(
            Path file, MetadataFile metadata, Limits limits, MetadataConsumer<AvailablePackage> packages)
            throws IOException {
        try (VerifiedFile verified = VerifiedFile.open(file, metadata, limits)) {
            read(verified.content(), metadata.location().name(), limits, packages);
            verified.finish();
        }
    }

    /** Reads the document itself. */
    static void read(InputStream in, String name, Limits limits, MetadataConsumer<AvailablePackage> packages)
            throws IOException {
        new PrimaryReader(in, name, limits).document(packages);
    }

    private void document(MetadataConsumer<AvailablePackage> packages) throws IOException {
        int count = 0;
        xml.enter("metadata");
        while (xml.nextChild()) {
            if (xml.is("package") && xml.attribute("type").orElse("rpm").equals("rpm")) {
                count++;
                limits.checkedEntries(name, -1, count);
                packages.accept(new Entry().read());
            } else {
                xml.skip();
            }
        }
        xml.finish();
    }

    /** A package as far as it has been read. */
    private final class Entry {
        private String packageName = "";
        private String arch = "";
        private @Nullable Nevra nevra;
        private @Nullable Checksum checksum;
        private @Nullable RepositoryPath location;
        private long size = -1;
        private Instant built = Instant.EPOCH;
        private final List<BuildId> debuginfo = new ArrayList<>();

        AvailablePackage read() throws IOException {
            while (xml.nextChild()) {
                field();
            }
            if (nevra == null || checksum == null || location == null || size < 0) {
                throw xml.broken("the package \"" + packageName + "\" lacks its version, checksum, location or size");
            }
            return new AvailablePackage(nevra, location, checksum, size, built, debuginfo);
        }

        private void field() throws IOException {
            switch (xml.element()) {
                case "name" -> packageName = fields.text();
                case "arch" -> arch = fields.text();
                case "version" -> nevra = fields.version(packageName, arch);
                case "checksum" -> checksum = fields.checksum();
                case "location" -> location = fields.location();
                case "size" -> {
                    size = fields.number("package");
                    xml.skip();
                }
                case "time" -> {
                    built = fields.time("build");
                    xml.skip();
                }
                case "format" -> format();
                default -> xml.skip();
            }
        }

        private void format() throws IOException {
            while (xml.nextChild()) {
                if (xml.is("provides")) {
                    provides();
                } else {
                    xml.skip();
                }
            }
        }

        private void provides() throws IOException {
            while (xml.nextChild()) {
                if (xml.attribute("name").orElse("").equals(DEBUGINFO)) {
                    limits.checkedEntries(name, -1, debuginfo.size() + 1L);
                    xml.attribute("ver").flatMap(BuildId::parse).ifPresent(debuginfo::add);
                }
                xml.skip();
            }
        }
    }
}
