// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.bytes.Limits;

/** Documents of a repository written by hand, so that they can say what no honest tool would. */
final class MadeMetadata {

    static final Limits LIMITS = new Limits(100, 1 << 16, 1 << 20, 1 << 20);

    private static final String DIGITS = "0123456789abcdef".repeat(4);

    private MadeMetadata() {}

    static String repomd(String inside) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\n"
                + inside + "\n</repomd>\n";
    }

    /** A file as repomd.xml names it, with something in place of something else. */
    static String file(String what, String instead) {
        return """
                <data type="primary">
                  <checksum type="sha256">%1$s</checksum>
                  <open-checksum type="sha256">%1$s</open-checksum>
                  <location href="repodata/primary.xml.gz"/>
                  <timestamp>1700000000</timestamp>
                  <size>10</size>
                  <open-size>20</open-size>
                </data>"""
                .formatted(DIGITS)
                .replace(what, instead);
    }

    static String primary(String packages) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
                + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\" packages=\"1\">\n" + packages + "\n</metadata>\n";
    }

    /** A package of primary metadata, with something in place of something else. */
    static String packaged(String what, String instead) {
        return """
                <package type="rpm">
                  <name>toaster</name>
                  <arch>x86_64</arch>
                  <version epoch="1" ver="1.0" rel="2"/>
                  <checksum type="sha256" pkgid="YES">%s</checksum>
                  <summary>Toasts &amp; browns</summary>
                  <time file="1700000001" build="1700000000"/>
                  <size package="1000" installed="2000" archive="3000"/>
                  <location href="Packages/t/toaster-1.0-2.x86_64.rpm"/>
                  <format>
                    <rpm:license>MIT</rpm:license>
                    <rpm:provides>
                      <rpm:entry name="toaster" flags="EQ" epoch="0" ver="1.0" rel="2"/>
                      <rpm:entry name="debuginfo(build-id)" flags="EQ" epoch="0" ver="0123456789abcdef0123"/>
                    </rpm:provides>
                    <rpm:requires><rpm:entry name="debuginfo(build-id)" ver="aaaaaaaaaaaaaaaaaaaa"/></rpm:requires>
                    <file>/usr/bin/toaster</file>
                  </format>
                </package>"""
                .formatted(DIGITS)
                .replace(what, instead);
    }

    static String filelists(String files) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <filelists xmlns="http://linux.duke.edu/metadata/filelists" packages="1">
                <package pkgid="%s" name="toaster" arch="x86_64">
                  <version epoch="0" ver="1.0" rel="2"/>
                %s</package>
                </filelists>
                """
                .formatted(DIGITS, files);
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<AvailablePackage> packages(InputStream primary, Limits limits) throws IOException {
        List<AvailablePackage> found = new ArrayList<>();
        PrimaryReader.read(primary, "primary.xml", limits, found::add);
        return found;
    }

    static List<PackageFiles> files(InputStream filelists, Limits limits) throws IOException {
        List<PackageFiles> found = new ArrayList<>();
        FilelistsReader.read(filelists, "filelists.xml", limits, path -> true, found::add);
        return found;
    }

    /** What repomd.xml would say of a file. */
    static MetadataFile described(Path file, byte[] open) throws IOException {
        return new MetadataFile(
                "primary",
                RepositoryPath.parse("repodata/" + file.getFileName()).orElseThrow(),
                sha256(Files.readAllBytes(file)),
                Optional.of(sha256(open)),
                OptionalLong.of(Files.size(file)),
                OptionalLong.of(open.length),
                Instant.EPOCH);
    }

    static Checksum sha256(byte[] bytes) {
        var digest = Checksum.Kind.SHA256.digest();
        digest.update(bytes);
        return Checksum.of(Checksum.Kind.SHA256, digest);
    }

    /** A compressor around a stream. */
    interface Packer {
        OutputStream on(OutputStream out) throws IOException;
    }

    static byte[] packed(byte[] bytes, Packer packer) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer.on(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
