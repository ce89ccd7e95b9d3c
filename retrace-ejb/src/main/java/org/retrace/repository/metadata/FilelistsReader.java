// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.Limits;
import org.retrace.rpm.Nevra;

/** Reads filelists: what lies in the packages of a repository, one package held in memory at a time. */
public final class FilelistsReader {

    private static final int MOST_PATH = 4096;
    private static final int MOST_CHECKSUM = 128;

    private final String name;
    private final Limits limits;
    private final Predicate<String> wanted;
    private final XmlCursor xml;
    private final MetadataFields fields;

    private FilelistsReader(InputStream in, String name, Limits limits, Predicate<String> wanted) throws IOException {
        this.name = name;
        this.limits = limits;
        this.wanted = wanted;
        this.xml = new XmlCursor(in, name);
        this.fields = new MetadataFields(xml);
    }

    /**
     * Reads a file that was fetched.
     *
     * @param metadata what repomd.xml says of it
     * @param limits entries bound the packages, and the files of each; recordBytes the characters of a package's paths
     * @param wanted which paths are kept
     * @param packages gets each package, in the order of the primary metadata; counts once this returns, not before
     * @throws org.retrace.bytes.FormatException when the file is not what repomd.xml says, or broken
     */
    public static void read(
            Path file,
            MetadataFile metadata,
            Limits limits,
            Predicate<String> wanted,
            MetadataConsumer<PackageFiles> packages)
            throws IOException {
        try (VerifiedFile verified = VerifiedFile.open(file, metadata, limits)) {
            read(verified.content(), metadata.location().name(), limits, wanted, packages);
            verified.finish();
        }
    }

    /** Reads the document itself. */
    static void read(
            InputStream in,
            String name,
            Limits limits,
            Predicate<String> wanted,
            MetadataConsumer<PackageFiles> packages)
            throws IOException {
        new FilelistsReader(in, name, limits, wanted).document(packages);
    }

    private void document(MetadataConsumer<PackageFiles> packages) throws IOException {
        int count = 0;
        xml.enter("filelists");
        while (xml.nextChild()) {
            if (xml.is("package")) {
                count++;
                limits.checkedEntries(name, -1, count);
                packages.accept(files());
            } else {
                xml.skip();
            }
        }
        xml.finish();
    }

    private PackageFiles files() throws IOException {
        String checksum = xml.required("pkgid");
        String packageName = xml.required("name");
        String arch = xml.required("arch");
        if (checksum.length() > MOST_CHECKSUM || !checksum.matches("[0-9a-f]+")) {
            throw xml.broken("the pkgid \"" + checksum + "\" is no checksum");
        }
        @Nullable Nevra nevra = null;
        List<String> paths = new ArrayList<>();
        long characters = 0;
        while (xml.nextChild()) {
            if (xml.is("version")) {
                nevra = fields.version(packageName, arch);
            } else if (xml.is("file") && xml.attribute("type").isEmpty()) {
                String path = path();
                if (wanted.test(path)) {
                    characters += path.length();
                    limits.checkedRecordBytes(name, -1, characters);
                    limits.checkedEntries(name, -1, paths.size() + 1L);
                    paths.add(path);
                }
            } else {
                xml.skip();
            }
        }
        if (nevra == null) {
            throw xml.broken("the package \"" + packageName + "\" lacks its version");
        }
        return new PackageFiles(checksum, nevra, paths);
    }

    private String path() throws IOException {
        String path = xml.text(MOST_PATH);
        if (!path.startsWith("/")) {
            throw xml.broken("the file \"" + path + "\" has no absolute path");
        }
        return path;
    }
}
