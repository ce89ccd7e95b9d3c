// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.repository.FileDigest;
import org.retrace.repository.store.BuiltPackages;
import org.retrace.rpm.MachineTool;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId;
import org.retrace.rpm.RpmPackage;

/** What createrepo_c says of real packages, against what the packages themselves say. */
class CreatedRepositoryTest {

    private static final List<String> NAMES = List.of("libcrumb", "libcrumb-debuginfo", "toaster", "toaster-debuginfo");

    private final Path repository;
    private final Map<String, RpmPackage> packages = new HashMap<>();

    CreatedRepositoryTest(@TempDir Path repository) throws IOException {
        this.repository = repository;
        for (String name : NAMES) {
            Path file = BuiltPackages.shared().named(name).file();
            Path copy = Files.copy(file, repository.resolve(file.getFileName()));
            try (ByteSource source = ByteSource.open(copy)) {
                packages.put(FileDigest.of(copy), RpmPackage.read(source, Limits.GENEROUS));
            }
        }
    }

    private RpmPackage withDigest(String digest) {
        return Optional.ofNullable(packages.get(digest)).orElseThrow();
    }

    private RepositoryMetadata create(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("createrepo_c", "--quiet", "--no-database"));
        command.addAll(List.of(options));
        command.add(repository.toString());
        new MachineTool("createrepo-c", repository).run(command.toArray(String[]::new));
        return RepomdReader.read(Files.readAllBytes(repository.resolve(RepositoryPath.REPOMD.text())));
    }

    private Path place(MetadataFile file) {
        return repository.resolve(file.location().text());
    }

    @ParameterizedTest
    @CsvSource({"gz, sha256", "xz, sha512", "bz2, sha"})
    void saysOfEachPackageWhatThePackageSays(String compression, String checksum) throws IOException {
        RepositoryMetadata metadata =
                create("--general-compress-type", compression, "--checksum", checksum, "--revision", "17");
        assertThat(metadata.revision()).isEqualTo("17");
        MetadataFile primary = metadata.file("primary").orElseThrow();
        assertThat(primary.location().name()).endsWith("primary.xml." + compression);
        assertThat(primary.size()).hasValue(Files.size(place(primary)));
        assertThat(metadata.newest()).isBetween(Instant.now().minusSeconds(600), Instant.now());

        List<AvailablePackage> found = new ArrayList<>();
        PrimaryReader.read(place(primary), primary, RepositoryMetadata.LIMITS, found::add);
        assertThat(found).extracting(pkg -> pkg.nevra().name()).containsExactlyInAnyOrderElementsOf(NAMES);
        for (AvailablePackage pkg : found) {
            Path file = repository.resolve(pkg.location().text());
            RpmPackage rpm = withDigest(FileDigest.of(file));
            assertThat(pkg.nevra()).isEqualTo(rpm.nevra());
            assertThat(pkg.size()).isEqualTo(Files.size(file));
            assertThat(pkg.built()).isAfter(Instant.EPOCH);
            var digest = pkg.checksum().kind().digest();
            digest.update(Files.readAllBytes(file));
            assertThat(pkg.checksum()).isEqualTo(Checksum.of(pkg.checksum().kind(), digest));
            assertThat(pkg.debuginfo()).containsExactlyInAnyOrderElementsOf(debuginfo(rpm));
        }
    }

    private static List<BuildId> debuginfo(RpmPackage rpm) {
        return rpm.buildIds().stream()
                .filter(id -> id.kind() == PackagedBuildId.Kind.DEBUGINFO)
                .map(PackagedBuildId::buildId)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"gz", "xz", "bz2"})
    void listsTheFilesOfEachPackage(String compression) throws IOException {
        MetadataFile filelists =
                create("--general-compress-type", compression).file("filelists").orElseThrow();
        List<PackageFiles> found = new ArrayList<>();
        FilelistsReader.read(place(filelists), filelists, RepositoryMetadata.LIMITS, path -> true, found::add);
        assertThat(found).hasSameSizeAs(NAMES);
        for (PackageFiles files : found) {
            RpmPackage rpm = withDigest(files.checksum());
            assertThat(files.nevra()).isEqualTo(rpm.nevra());
            assertThat(files.paths())
                    .containsExactlyInAnyOrderElementsOf(rpm.files().stream()
                            .filter(file -> !file.isDirectory())
                            .map(file -> file.path())
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"/usr/lib/debug/.build-id/"})
    void keepsOnlyThePathsThatAreWanted(String prefix) throws IOException {
        MetadataFile filelists = create().file("filelists").orElseThrow();
        List<PackageFiles> found = new ArrayList<>();
        FilelistsReader.read(
                place(filelists), filelists, RepositoryMetadata.LIMITS, path -> path.startsWith(prefix), found::add);
        Map<Nevra, Integer> counts = found.stream().collect(Collectors.toMap(PackageFiles::nevra, files -> files.paths()
                .size()));
        assertThat(counts).hasSameSizeAs(NAMES);
        assertThat(counts.values()).contains(0).anyMatch(count -> count > 0);
        assertThat(found).flatExtracting(PackageFiles::paths).allMatch(path -> path.startsWith(prefix));
    }
}
