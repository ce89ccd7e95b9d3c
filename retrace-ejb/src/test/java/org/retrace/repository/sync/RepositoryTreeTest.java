// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;

class RepositoryTreeTest {

    private static final RepositoryPath JAM = new RepositoryPath("Packages/j/jam-1-1.x86_64.rpm");

    private final Path repoDir;
    private final RepositoryTree tree;

    RepositoryTreeTest(@TempDir Path repoDir) {
        this.repoDir = repoDir;
        ReleaseName release = ReleaseName.parse("crumb-1-x86_64").orElseThrow();
        tree = new RepositoryTree(repoDir, RepositoryName.of(release, "updates", "1"));
    }

    @BeforeEach
    void prepare() throws IOException {
        tree.prepare();
    }

    @Test
    void aPackageLiesWhereTheMirrorHasIt() throws IOException {
        Path place = put("jam", JAM);
        assertThat(place).isEqualTo(repoDir.resolve("crumb-1-x86_64/updates/Packages/j/jam-1-1.x86_64.rpm"));
        assertThat(tree.find(JAM, checksum("jam"))).contains(place);
        assertThat(tree.find(JAM, checksum("marmalade"))).isEmpty();
        assertThat(list(tree.incoming())).isEmpty();
    }

    @Test
    void aPackageInThePlaceOfAnotherLiesBesideIt() throws IOException {
        Path first = put("jam", JAM);
        Path second = put("marmalade", JAM);
        assertThat(first).hasContent("jam");
        assertThat(second)
                .hasContent("marmalade")
                .hasParent(first.resolveSibling(checksum("marmalade").hex().substring(0, 16)));
        assertThat(tree.find(JAM, checksum("jam"))).contains(first);
        assertThat(tree.find(JAM, checksum("marmalade"))).contains(second);
    }

    @Test
    void aPackageThatIsThereIsNotPutThereTwice() throws IOException {
        Path first = put("jam", JAM);
        Object before = Files.readAttributes(first, "unix:ino");
        assertThat(put("jam", JAM)).isEqualTo(first);
        assertThat(Files.readAttributes(first, "unix:ino")).isEqualTo(before);
        assertThat(list(tree.incoming())).isEmpty();
    }

    @Test
    void aLinkIsNoPackage() throws IOException {
        Path place = put("jam", JAM);
        Path elsewhere = Files.move(place, repoDir.resolve("elsewhere"));
        Files.createSymbolicLink(place, elsewhere);
        assertThat(tree.find(JAM, checksum("jam"))).isEmpty();
        assertThat(put("jam", JAM)).isNotEqualTo(place).hasContent("jam");
    }

    @Test
    void escapesAreTheCharactersThatTheyStandFor() throws IOException {
        Path place = put("jam", new RepositoryPath("a%2fb/libstdc%2B%2B-1.rpm"));
        assertThat(tree.directory().relativize(place)).hasToString("a/b/libstdc++-1.rpm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jam",
                "jam.rpm/x",
                "jam.rpm/jam.rpm",
                "repodata/jam.rpm",
                ".incoming/jam.rpm",
                "a/.b/jam.rpm",
                "a/.jam.rpm",
                "%2eincoming/jam.rpm",
                ".rpm"
            })
    void refusesWhatIsNoPlaceForAPackage(String location) {
        assertThatThrownBy(() -> put("jam", new RepositoryPath(location)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("no place for a package");
    }

    @Test
    void refusesALocationThatTheIndexOfTheDatabaseCannotHold() {
        String location = "a/".repeat(499) + "jam.rpm";
        assertThatThrownBy(() -> put("jam", new RepositoryPath(location))).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"7, base", "7.9, base/7.9"})
    void eachPointReleaseHasADirectoryOfItsOwn(String point, String name) {
        ReleaseName release = ReleaseName.parse("crumb-7-x86_64").orElseThrow();
        assertThat(RepositoryName.of(release, "base", point)).hasToString("crumb-7-x86_64/" + name);
    }

    private Path put(String content, RepositoryPath location) throws IOException {
        Path incoming = Files.writeString(tree.incoming(checksum(content)), content);
        return tree.put(incoming, location, checksum(content));
    }

    private static Checksum checksum(String content) {
        byte[] digest = Checksum.Kind.SHA256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
        return new Checksum(Checksum.Kind.SHA256, HexFormat.of().formatHex(digest));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
