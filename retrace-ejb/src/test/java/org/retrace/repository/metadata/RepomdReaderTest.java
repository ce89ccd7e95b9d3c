// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.metadata.MadeMetadata.file;
import static org.retrace.repository.metadata.MadeMetadata.repomd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.bytes.FormatException;
import org.retrace.elf.HostileTwins;

class RepomdReaderTest {

    private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";

    /** As the createrepo of RHEL 6 wrote it. */
    private static final String OLD = repomd(
            """
            <revision>1288345634</revision>
            <data type="filelists">
              <checksum type="sha">%1$s</checksum>
              <timestamp>1288345634.25</timestamp>
              <open-checksum type="sha">%1$s</open-checksum>
              <location href="repodata/filelists.xml.gz"/>
            </data>
            <data type="primary_db">
              <checksum type="md5">no matter</checksum>
              <location xml:base="http://elsewhere/" href="../primary.sqlite.bz2"/>
              <database_version>10</database_version>
            </data>
            <data type="primary_zck"><header-size>3</header-size></data>
            <data type="primary">
              <checksum type="sha">%1$s</checksum>
              <location href="repodata/primary.xml.gz"/>
            </data>"""
                    .formatted(SHA1));

    private final Path directory;

    RepomdReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static RepositoryMetadata read(String text) throws IOException {
        return RepomdReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatCreaterepoWritesNow() throws IOException {
        RepositoryMetadata metadata = read(repomd("<revision>17</revision>" + file("", "")));
        assertThat(metadata.revision()).isEqualTo("17");
        MetadataFile primary = metadata.file("primary").orElseThrow();
        assertThat(primary.location()).isEqualTo(new RepositoryPath("repodata/primary.xml.gz"));
        assertThat(primary.checksum().kind()).isEqualTo(Checksum.Kind.SHA256);
        assertThat(primary.openChecksum()).contains(primary.checksum());
        assertThat(primary.size()).hasValue(10);
        assertThat(primary.openSize()).hasValue(20);
        assertThat(primary.timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(metadata.file("filelists")).isEmpty();
    }

    @Test
    void readsWhatRhel6HasAndPassesItsDatabases() throws IOException {
        RepositoryMetadata metadata = read(OLD);
        assertThat(metadata.files()).extracting(MetadataFile::type).containsExactly("filelists", "primary");
        MetadataFile filelists = metadata.files().get(0);
        assertThat(filelists.checksum()).isEqualTo(new Checksum(Checksum.Kind.SHA1, SHA1));
        assertThat(filelists.timestamp()).isEqualTo(Instant.ofEpochSecond(1_288_345_634));
        MetadataFile primary = metadata.files().get(1);
        assertThat(primary.size()).isEqualTo(OptionalLong.empty());
        assertThat(primary.openChecksum()).isEqualTo(Optional.empty());
        assertThat(primary.timestamp()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    repodata/primary.xml.gz | ../../etc/passwd | line 6: the location "../../etc/passwd" does not lie in the repository
                    repodata/primary.xml.gz | /etc/passwd | line 6: the location "/etc/passwd" does not lie in the repository
                    repodata/primary.xml.gz | . | line 6: the location "." does not lie in the repository
                    <location | <location xml:base="http://b/" | line 6: the location "repodata/primary.xml.gz" has a base of its own, so it does not lie here
                    <location | <place | line 10: the file "primary" lacks its location or its checksum
                    open-checksum type="sha256" | open-checksum type="md5" | line 5: a checksum of kind "md5" is not taken
                    type="sha256">0 | type="sha256">x | is no SHA-256
                    type="sha256">0 | >0 | line 4: <checksum> has no type
                    <size>10 | <size>-10 | line 8: size is "-10", not a number
                    <size>10 | <size>10<b/> | line 8: <size> holds an element
                    <timestamp>1700000000 | <timestamp>1e9 | line 7: timestamp is "1e9", not a number
                    <timestamp>1700000000 | <timestamp>170000000000000000 | line 7: timestamp is 170000000000000000, behind the year 9999
                    <data type="primary"> | <data> | line 3: <data> has no type
                    <data type="primary"> | <data type=""> | line 3: a type of 0 characters
                    <data type="primary"> | <data type="primary">&other; | line 3
                    </data> | </date> | line 10
                    """)
    void saysWhereAndWhyItRefuses(String what, String instead, String reason) {
        assertThatThrownBy(() -> read(repomd(file(what, instead))))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("repomd.xml: line ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesOtherDocuments() {
        assertThatThrownBy(() -> read("<html><body>Sign in</body></html>"))
                .hasMessage("repomd.xml: line 1: <repomd> is expected, not <html>");
        assertThatThrownBy(() -> read("404\n")).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesTypesOfDocumentsAndWhatTheyDefine() {
        assertThatThrownBy(() -> read("<!DOCTYPE repomd [<!ENTITY a \"b\">]>"
                        + repomd("<revision>&a;</revision>").substring(39)))
                .isInstanceOf(FormatException.class)
                .hasMessage("repomd.xml: line 1: a document type is not read");
        assertThatThrownBy(() -> read("<!DOCTYPE repomd SYSTEM \"file:///etc/passwd\"><repomd/>"))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void refusesWhatIsTooMuch() {
        assertThatThrownBy(() -> read(repomd(file("", "").repeat(1001)))).hasMessageEndingWith("more than 1000 files");
        assertThatThrownBy(() -> read(repomd("<a>".repeat(20)))).hasMessageEndingWith("elements lie more than 16 deep");
        assertThatThrownBy(() -> read(repomd("<revision>" + "1".repeat(5000) + "</revision>")))
                .hasMessageEndingWith("<revision> holds more than 4096 characters");
        assertThatThrownBy(() -> RepomdReader.read(new byte[RepositoryMetadata.MOST_BYTES + 1]))
                .hasMessage("repomd.xml: has 1048577 bytes");
    }

    @Test
    void bearsEachDamagedTwin() throws IOException {
        new HostileTwins(
                        repomd("<revision>17</revision>" + file("", "")).getBytes(StandardCharsets.UTF_8),
                        directory,
                        source -> RepomdReader.read(source.read("twin", 0, source.size(), MadeMetadata.LIMITS)
                                .array()))
                .prefixes()
                .flippedBytes()
                .hadBothAnswers();
    }

    @ParameterizedTest
    @CsvSource({
        "16, 0, 17, 0, true",
        "17, 0, 17, 0, false",
        "18, 0, 17, 9, false",
        "9, 5, 10, 3, true",
        "17, 1, 17, 2, true",
        "17, 2, 17, 1, false",
        "first, 1, second, 2, true",
        "first, 2, 17, 1, false",
        "'', 1, '', 2, true",
    })
    void tellsTheOlderState(String revision, long newest, String otherRevision, long otherNewest, boolean older) {
        assertThat(state(revision, newest).isOlderThan(state(otherRevision, otherNewest)))
                .isEqualTo(older);
    }

    private static RepositoryMetadata state(String revision, long newest) {
        MetadataFile file = new MetadataFile(
                "primary",
                new RepositoryPath("a"),
                new Checksum(Checksum.Kind.SHA1, SHA1),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Instant.ofEpochSecond(newest));
        return new RepositoryMetadata(revision, List.of(file));
    }
}
