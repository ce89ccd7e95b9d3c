// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.MirrorAddress;
import org.retrace.repository.distribution.Repository;

class PluginReaderTest {

    private static final String SMALL =
            """
            distribution: crumb
            displayrelease: Crumb Linux
            abrtparser: '^Crumb release ([0-9]+)'
            guessparser: '\\.cr([0-9]+)'
            versionlist: ['1', '2']
            architectures: [x86_64, aarch64]
            repos:
              - [/srv/crumb/$VER/$ARCH, 'rsync://crumb.example/$VER/$ARCH']
            """;

    @Test
    void readsWhatMustBeThereAndFillsInTheRest() throws IOException {
        var crumb = read(SMALL);
        assertThat(crumb.name()).isEqualTo("crumb");
        assertThat(crumb.display("2")).isEqualTo("Crumb Linux 2");
        assertThat(crumb.packages().format()).isEqualTo(Distribution.Format.RPM);
        assertThat(crumb.packages().gdb().executable()).isEmpty();
        assertThat(crumb.gpgKeys("2")).containsExactly("crumb-2");
        assertThat(crumb.packages().repositories()).singleElement().satisfies(repository -> {
            assertThat(repository.name()).isEqualTo("repo1");
            assertThat(repository.places("2", "x86_64", "2"))
                    .extracting(Object::toString)
                    .containsExactly("file:///srv/crumb/2/x86_64/", "rsync://crumb.example/2/x86_64/");
            assertThat(crumb.checksSignatures(repository)).isTrue();
        });
    }

    @Test
    void readsEveryField() throws IOException {
        var crumb = read(
                """
                distribution: crumb
                format: rpm
                displayrelease: Crumb Linux
                abrtparser:
                  - match: '^Crumb .*Stale'
                    version: stale
                  - '^Crumb release ([0-9]+)'
                guessparser: {match: '\\.cr([0-9])([0-9])', version: $1.$2}
                versionlist:
                  - stale
                  - {listing: 'https://crumb.example/', match: '^v([0-9]+)$', versions: 3..}
                architectures:
                  x86_64: all
                  i386: ..4
                aliases: {crumb-$VER.*: crumb-$VER}
                gdb_package: toast-gdb
                gdb_executable: /opt/toast/bin/gdb
                gpg_keys: [crumb-$VER, crumb-extra]
                yumcfg: |
                  # for all
                  gpgcheck = 1
                  timeout=30
                dnfcfg: fastestmirror = 1
                repos:
                  - name: os
                    versions: [3..4, stale]
                    architectures: x86_64
                    points: {listing: 'https://crumb.example/points'}
                    mirrors: ftp://crumb.example/$POINT
                    config: gpgcheck = 0
                  - mixed: yes
                    mirrors: http://crumb.example/$VER/
                """);
        assertThat(crumb.abrtParser().version("Crumb release 3 (Stale)")).contains("stale");
        assertThat(crumb.guessParser().version("x-1-1.cr31.i386")).contains("3.1");
        assertThat(crumb.versions().list().named()).containsExactly("stale");
        assertThat(crumb.versions().list().sources()).singleElement().satisfies(source -> assertThat(source.listing())
                .containsExactly(new MirrorAddress("https://crumb.example/")));
        assertThat(crumb.architectures("5")).containsExactly("x86_64");
        assertThat(crumb.architectures("4")).containsExactly("x86_64", "i386");
        assertThat(crumb.packages().gdb().packageName()).contains("toast-gdb");
        assertThat(crumb.packages().gdb().executable()).contains("/opt/toast/bin/gdb");
        assertThat(crumb.gpgKeys("3")).containsExactly("crumb-3", "crumb-extra");
        assertThat(crumb.packages().configuration())
                .isEqualTo(new Distribution.Configuration(
                        Map.of("gpgcheck", "1", "timeout", "30"), Map.of("fastestmirror", "1")));
        assertThat(crumb.repositories("4", "x86_64"))
                .extracting(Repository::name)
                .containsExactly("os", "repo2");
        assertThat(crumb.repositories("4", "i386")).extracting(Repository::name).containsExactly("repo2");
        assertThat(crumb.repositories("4", "x86_64"))
                .extracting(crumb::checksSignatures)
                .containsExactly(false, true);
        var found = crumb.repositories("4", "x86_64").get(0).points("4", place -> List.of("4.1/", "40.1/", "4/", "x"));
        assertThat(found.versions()).containsExactly("4", "4.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    distribution: crumb | distribution: Crumb | 1:15: distribution: 'Crumb' must be lower-case words
                    distribution: crumb | distribution: bread | 1:15: distribution: is 'bread', but the file is named crumb.yaml; name it bread.yaml
                    distribution: crumb | distribution: [a] | 1:15: distribution: must be a text, not a list
                    distribution: crumb | distribution: | 1:14: distribution: is empty
                    displayrelease: | displayrelaese: | 2:1: displayrelaese: there is no such field; the nearest is displayrelease
                    displayrelease: | zzz: | 2:1: zzz: there is no such field; there are distribution, format,
                    displayrelease: | displayrelaese: | 1:1: displayrelease: is missing
                    displayrelease: | distribution: crumb\\ndisplayrelease: | 2:1: distribution: stands here a second time; the first is in line 1
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: '^Crumb ([0-9]+' | 3:13: abrtparser: at its character 15: Unclosed group
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: '([0-9]+)+' | 3:13: abrtparser: at its character 9: repeats a group in which
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: 'Crumb' | 3:13: abrtparser: $1 needs a group in parentheses around the version; the expression has 0
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: {match: a, version: 'x y'} | 3:33: abrtparser.version: 'x y' must be letters, digits
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: {version: x} | 3:13: abrtparser.match: is missing
                    abrtparser: '^Crumb release ([0-9]+)' | abrtparser: [] | 3:13: abrtparser: is empty
                    ['1', '2'] | ['1', 'a b'] | 5:20: versionlist[2]: 'a b' is no version
                    ['1', '2'] | [{listing: '/srv/$VER'}] | 5:25: versionlist[1].listing: must have no variable
                    ['1', '2'] | [{listing: /srv, mach: x}] | 5:31: versionlist[1].mach: there is no such field; the nearest is match
                    ['1', '2'] | [{listing: /srv, versions: 9...8}] | 5:41: versionlist[1].versions: '9...8' is no version and no range
                    [x86_64, aarch64] | [x86-64] | 6:17: architectures[1]: 'x86-64' is no architecture such as x86_64
                    [x86_64, aarch64] | [] | 6:16: architectures: is empty
                    [x86_64, aarch64] | {x86_64: 8..a} | 6:25: architectures.x86_64: '8..a' is no version
                    /srv/crumb/$VER/$ARCH | htp://a.example/$VER/$ARCH | 8:6: repos[1][1]: the protocol 'htp' is not one of rsync, http, https and ftp; the nearest is http
                    /srv/crumb/$VER/$ARCH | srv/$VER/$ARCH | 8:6: repos[1][1]: 'srv/$VER/$ARCH' is neither a URL
                    /srv/crumb/$VER/$ARCH | /srv/../$VER/$ARCH | 8:6: repos[1][1]: its path must not lead upward (..)
                    /srv/crumb/$VER/$ARCH | /srv/$VER/$ACRH | 8:6: repos[1][1]: '$ACRH' is no variable; there are $ARCH, $VER and $POINT
                    /srv/crumb/$VER/$ARCH | /srv/$VER | 8:6: repos[1][1]: lacks $ARCH, and the repository is for x86_64, aarch64; if one directory
                    /srv/crumb/$VER/$ARCH | /srv/$ARCH | 8:6: repos[1][1]: lacks $VER; if the repository is of one version
                    /srv/crumb/$VER/$ARCH | /srv/$ARCH/$POINT | 8:6: repos[1][1]: has $POINT, but the repository does not say where
                    /srv/crumb/$VER/$ARCH | http:///x/$VER/$ARCH | 8:6: repos[1][1]: 'http:///x/$VER/$ARCH' has no host
                    /srv/crumb/$VER/$ARCH | http://$VER.a.example/$ARCH | 8:6: repos[1][1]: 'http://$VER.a.example/$ARCH' has no host, or a variable in it
                    /srv/crumb/$VER/$ARCH | ftp://me:secret@a.example/$VER/$ARCH | 8:6: repos[1][1]: 'ftp://me:secret@a.example/$VER/$ARCH' must not have a user
                    /srv/crumb/$VER/$ARCH | 'http://a.example/$VER/$ARCH?x' | 8:6: repos[1][1]: 'http://a.example/$VER/$ARCH?x' must not have a user, a ? or a #
                    /srv/crumb/$VER/$ARCH | 'rsync://a.example/$VER/$ARCH/-e sh' | 8:6: repos[1][1]: 'rsync://a.example/$VER/$ARCH/-e sh' is not a URL
                    """)
    void saysWhatIsWrongAndWhere(String part, String instead, String fault) throws IOException {
        assertThat(SMALL).contains(part);
        var text = SMALL.replace(part, instead.replace("\\n", "\n"));
        assertThat(faults(text)).anySatisfy(each -> assertThat(each).startsWith("crumb.yaml:" + fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    format: deb | 9:9: format: packages of the kind deb are not read yet; only rpm
                    format: zip | 9:9: format: 'zip' must be rpm
                    gdb_executable: bin/gdb | 9:17: gdb_executable: 'bin/gdb' must be an absolute path
                    gdb_package: a b | 9:14: gdb_package: 'a b' is no name of a package
                    gpg_keys: ../secret | 9:11: gpg_keys: '../secret' must be the name of a file in GPGDir
                    gpg_keys: | 9:10: gpg_keys: is empty
                    yumcfg: gpgcheck | 9:9: yumcfg: 'gpgcheck' is not "key = value"
                    dnfcfg: [a] | 9:9: dnfcfg: must be a text, not a list
                    aliases: [a] | 9:10: aliases: must be fields (other name: release), not a list
                    aliases: {crumb-1: bread-1} | 9:20: aliases.crumb-1: 'bread-1' must be a release of crumb
                    aliases: {crumb-1: crumb-1} | 9:20: aliases.crumb-1: 'crumb-1' is its own alias
                    aliases: {crumb: crumb-1} | 9:18: aliases.crumb: 'crumb' is no release such as rhel-7 or rhel-$VER.*
                    aliases: {crumb-1.*: crumb-$VER} | 9:22: aliases.crumb-1.*: 'crumb-$VER' must have no * and no $VER that
                    """)
    void saysWhatIsWrongInAnotherField(String line, String fault) throws IOException {
        assertThat(faults(SMALL + line)).singleElement().satisfies(each -> assertThat(each)
                .startsWith("crumb.yaml:" + fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name: Os, mirrors: /a/$VER/$ARCH | 8:12: repos[1].name: 'Os' must be lower case
                    name: os | 8:5: repos[1].mirrors: is missing
                    mirrors: [] | 8:15: repos[1].mirrors: is empty
                    mirrors: /a/$VER/$ARCH, gpgcheck: 0 | 8:30: repos[1].gpgcheck: there is no such field
                    mirrors: /a/$VER/$ARCH, architectures: s390x | 8:45: repos[1].architectures: 's390x' is none of the distribution's
                    mirrors: /a/$VER/$ARCH, mixed: true | 8:15: repos[1].mirrors: has $ARCH, but the repository is mixed
                    mirrors: /a/$VER, mixed: perhaps | 8:31: repos[1].mixed: 'perhaps' must be true or false
                    mirrors: /a/$VER/$ARCH, points: yes | 8:38: repos[1].points: must be fields (listing, match), not a text
                    mirrors: /a/$VER/$ARCH, points: {listing: /a} | 8:15: repos[1].mirrors: lacks $POINT, though
                    mirrors: /a/$ARCH, versions: 1..2 | 8:15: repos[1].mirrors: lacks $VER
                    mirrors: /a/$VER/$ARCH, config: x | 8:38: repos[1].config: 'x' is not "key = value"
                    """)
    void saysWhatIsWrongInARepository(String fields, String fault) throws IOException {
        var text = SMALL.substring(0, SMALL.indexOf("  - [")) + "  - {" + fields + "}\n";
        assertThat(faults(text)).anySatisfy(each -> assertThat(each).startsWith("crumb.yaml:" + fault));
    }

    @Test
    void saysAllThatIsWrongAtOnceInTheOrderOfTheFile() throws IOException {
        var text = SMALL.replace("crumb\n", "Crumb\n")
                .replace("'1'", "'-'")
                .replace("x86_64", "X")
                .replace("rsync:", "gopher:");
        assertThat(faults(text)).extracting(each -> each.split(":", -1)[1]).containsExactly("1", "5", "6", "8");
    }

    @Test
    void refusesTwoRepositoriesOfOneName() throws IOException {
        var two = "  - {name: a, mirrors: /a/$VER/$ARCH}\n".repeat(2);
        assertThat(faults(SMALL.substring(0, SMALL.indexOf("  - [")) + two))
                .containsExactly("crumb.yaml:9:12: repos[2].name: 'a' is the name of another one too");
    }

    @Test
    void readsTheExampleOfTheDocument() throws IOException {
        assertThat(faults(example())).isEmpty();
    }

    @Test
    void findsTheFaultsThatTheDocumentShows() throws IOException {
        var broken = example()
                .replace("displayrelease", "displayrelaese")
                .replace("release ([0-9]+)'", "release ([0-9]+)+'")
                .replace("rsync:", "htp:");
        var shown = document().substring(document().indexOf("## Errors"));
        assertThat(faults(broken))
                .filteredOn(fault -> !fault.endsWith("is missing"))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(shown).contains(fault + "\n"));
    }

    @ParameterizedTest
    @FieldSource("org.retrace.repository.distribution.plugin.PluginReader#KNOWN")
    void theDocumentNamesEachField(String field) throws IOException {
        assertThat(document()).contains("`" + field + "`");
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/formats/plugin.md"));
    }

    private static String example() throws IOException {
        var from = document().substring(document().indexOf("distribution: crumb"));
        return from.substring(0, from.indexOf("```"));
    }

    static Stream<String> noPlugins() {
        return Stream.of(
                "",
                "# only a comment",
                "--- 1\n--- 2",
                "just text",
                "- a\n- list",
                "\0",
                "a: &a [x]\nb: *a",
                "a: !!java.net.URL [http://a.example]",
                "a: !<tag:x> b",
                "[".repeat(200_000),
                "{a: ".repeat(200_000),
                "- ".repeat(100_000),
                "? [a]\n: b",
                "a: \"\\",
                "a:\n\t- b",
                "%YAML 9.9\n---\na: b",
                "x".repeat(PluginReader.MAX_BYTES + 1),
                bomb());
    }

    private static String bomb() {
        var bomb = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        return bomb.toString();
    }

    @ParameterizedTest
    @MethodSource("noPlugins")
    void refusesWhatIsNoPlugin(String text) throws IOException {
        assertThat(faults(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xc0, 0xff})
    void refusesWhatIsNotUtf8(int value) throws IOException {
        var reading = PluginReader.read(
                "crumb.yaml", new ByteArrayInputStream(new byte[] {'a', ':', ' ', (byte) value, '\n'}));
        assertThat(reading).isInstanceOfSatisfying(PluginReading.Refused.class, refused -> assertThat(refused.faults())
                .extracting(PluginFault::toString)
                .containsExactly("crumb.yaml: is not UTF-8"));
    }

    @Test
    void readsOrRefusesEveryPrefixAndEveryFlippedByte() throws IOException {
        var bytes = SMALL.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            for (int flip : new int[] {1, 4, 32, 128}) {
                var changed = bytes.clone();
                changed[i] ^= (byte) flip;
                assertThat(PluginReader.read("crumb.yaml", new ByteArrayInputStream(changed)))
                        .isNotNull();
            }
            assertThat(PluginReader.read("crumb.yaml", new ByteArrayInputStream(bytes, 0, i)))
                    .isNotNull();
        }
    }

    private static Distribution read(String text) throws IOException {
        assertThat(faults(text)).isEmpty();
        return ((PluginReading.Read) reading(text)).distribution();
    }

    private static List<String> faults(String text) throws IOException {
        return reading(text) instanceof PluginReading.Refused refused
                ? refused.faults().stream().map(PluginFault::toString).toList()
                : List.of();
    }

    private static PluginReading reading(String text) throws IOException {
        return PluginReader.read("crumb.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
