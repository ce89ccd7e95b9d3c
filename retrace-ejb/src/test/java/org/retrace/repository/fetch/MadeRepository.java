// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPException;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.repository.trust.MadeKey;
import org.retrace.rpm.MadeRpm;
import org.retrace.rpm.Nevra;

/** A repository in a directory, written byte by byte, so that it can say what no honest tool would. */
final class MadeRepository {

    static final Instant MADE = Instant.parse("2020-01-01T00:00:00Z");

    private static final int RPMSIGTAG_RSA = 268;

    private final Path directory;
    private final Map<String, WantedPackage> listed = new LinkedHashMap<>();

    MadeRepository(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    static byte[] unsigned(String name, String version) {
        return new MadeRpm().named(name, version).bytes();
    }

    static byte[] signed(String name, String version, MadeKey key) throws IOException, PGPException {
        MadeRpm rpm = new MadeRpm().named(name, version);
        return rpm.signed(RPMSIGTAG_RSA, key.sign(rpm.header(), MADE.plusSeconds(3600)))
                .bytes();
    }

    /** A package in its place, which is listed as what it says it is. */
    WantedPackage add(String name, String version, byte[] bytes) throws IOException {
        return list("Packages/" + name + "-" + version + ".rpm", new Nevra(name, 0, version, "2", "x86_64"), bytes);
    }

    /** Bytes that are listed as something, and lie there where that can be. */
    WantedPackage list(String location, Nevra nevra, byte[] bytes) throws IOException {
        Path file = directory.resolve(location);
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(directory));
        Files.write(file, bytes);
        WantedPackage wanted = new WantedPackage(nevra, new RepositoryPath(location), sha256(bytes), bytes.length);
        listed.put(location, wanted);
        return wanted;
    }

    /** Lists it no more. */
    void drop(WantedPackage wanted) {
        listed.remove(wanted.location().text());
    }

    Path file(WantedPackage wanted) {
        return directory.resolve(wanted.location().text());
    }

    Path directory() {
        return directory;
    }

    /** Writes the metadata of a state. */
    void publish(long revision) throws IOException {
        Path repodata = Files.createDirectories(directory.resolve("repodata"));
        byte[] primary = listed.values().stream()
                .map(MadeRepository::entry)
                .collect(Collectors.joining(
                        "\n",
                        "<metadata xmlns=\"http://linux.duke.edu/metadata/common\" packages=\"" + listed.size()
                                + "\">\n",
                        "\n</metadata>\n"))
                .getBytes(StandardCharsets.UTF_8);
        Files.write(repodata.resolve(revision + "-primary.xml"), primary);
        Files.writeString(
                repodata.resolve("repomd.xml"),
                """
                <repomd xmlns="http://linux.duke.edu/metadata/repo">
                  <revision>%1$d</revision>
                  <data type="primary">
                    <checksum type="sha256">%2$s</checksum>
                    <location href="repodata/%1$d-primary.xml"/>
                    <timestamp>%1$d</timestamp>
                    <size>%3$d</size>
                  </data>
                </repomd>
                """
                        .formatted(revision, sha256(primary).hex(), primary.length));
    }

    private static String entry(WantedPackage pkg) {
        return """
                <package type="rpm">
                  <name>%s</name><arch>%s</arch><version epoch="%d" ver="%s" rel="%s"/>
                  <checksum type="sha256" pkgid="YES">%s</checksum>
                  <time file="1" build="1"/><size package="%d" installed="1" archive="1"/>
                  <location href="%s"/>
                </package>"""
                .formatted(
                        pkg.nevra().name(),
                        pkg.nevra().arch(),
                        pkg.nevra().epoch(),
                        pkg.nevra().version(),
                        pkg.nevra().release(),
                        pkg.checksum().hex(),
                        pkg.size(),
                        pkg.location());
    }

    List<WantedPackage> listed() {
        return List.copyOf(listed.values());
    }

    static Checksum sha256(byte[] bytes) {
        var digest = Checksum.Kind.SHA256.digest();
        digest.update(bytes);
        return Checksum.of(Checksum.Kind.SHA256, digest);
    }
}
