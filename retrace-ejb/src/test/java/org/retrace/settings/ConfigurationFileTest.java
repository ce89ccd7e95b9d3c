// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    private static final Path PATH = Path.of("/etc/retrace-server.conf");

    private static ConfigurationFile parse(String text) {
        return ConfigurationFile.parse(PATH, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[retrace]\nMaxPackedSize = 60",
                "[retrace]\r\nMaxPackedSize=60\r\n",
                "[RETRACE]\nmaxpackedsize: 60",
                "\uFEFF[retrace]\n  MAXPACKEDSIZE  =  60  ",
                "[retrace]\nMaxPackedSize = 60 ; MiB",
                "[retrace]\n# MaxPackedSize = 1\n; MaxPackedSize = 2\nMaxPackedSize = 60",
                "[retrace]\nMaxPackedSize = 1\nMaxPackedSize = 60",
                "[archhosts]\nMaxPackedSize = 1\nnot a line\n[retrace]\nMaxPackedSize = 60\n[other]\nMaxPackedSize = 2"
            })
    void findsAnOptionHoweverItIsWritten(String text) {
        assertThat(parse(text).find(Option.MAX_PACKED_SIZE)).map(Setting::text).contains("60");
    }

    @Test
    void saysWhereAnOptionWasFound() {
        assertThat(parse("\n[retrace]\nTaskTimeout = 5").find(Option.TASK_TIMEOUT))
                .contains(new Setting(Option.TASK_TIMEOUT, "5", "/etc/retrace-server.conf, line 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TaskTimeout = 5", "[retrace]\nTaskTimeout =", "[retrace]\nTaskTimeout = ; none"})
    void emptyMeansUnset(String text) {
        assertThat(parse(text).find(Option.TASK_TIMEOUT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[retrace]\n\nSaveDir", "[retrace]\n\n= 5", "[retrace]\n\n[unfinished"})
    void refusesALineWithoutKeyAndValue(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("/etc/retrace-server.conf, line 3 is not \"key = value\"");
    }

    @Test
    void namesTheNearestKeyOfAMistypedOne() {
        assertThat(parse("[retrace]\nMaxParalelTask = 5\nSaveDirectory = /x\nKojiRoot = /mnt\nGPGDir = /y")
                        .complaints())
                .containsExactly(
                        "/etc/retrace-server.conf, line 2: there is no option MaxParalelTask; the nearest is"
                                + " MaxParallelTasks",
                        "/etc/retrace-server.conf, line 3: there is no option SaveDirectory",
                        "/etc/retrace-server.conf, line 4: there is no option KojiRoot");
    }

    @Test
    void countsEdits() {
        assertThat(NearestKey.edits("", "abc")).isEqualTo(3);
        assertThat(NearestKey.edits("savedir", "SaveDir")).isZero();
        assertThat(NearestKey.edits("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void readsBytesThatAreNotUtf8(@TempDir Path directory) throws IOException {
        var file = directory.resolve("retrace-server.conf");
        Files.write(file, "# Zur\u00fcck\n[retrace]\nTaskTimeout = 7\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ConfigurationFile.read(file).find(Option.TASK_TIMEOUT))
                .map(Setting::text)
                .contains("7");
    }

    @Test
    void refusesAFileThatIsTooLarge(@TempDir Path directory) throws IOException {
        var file = directory.resolve("retrace-server.conf");
        Files.write(file, new byte[ConfigurationFile.MAX_BYTES + 1]);
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("is over");
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path directory) {
        assertThatThrownBy(() -> ConfigurationFile.read(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void everyPrefixIsReadOrRefused() {
        var text = "[retrace]\n# a\nSaveDir = /srv ; b\nMaxPackedSize: 60\n[archhosts]\nx = y\n";
        for (var end = 0; end <= text.length(); end++) {
            var prefix = text.substring(0, end);
            try {
                assertThat(parse(prefix).complaints()).isNotNull();
            } catch (BadSettingException e) {
                assertThat(e).hasMessageMatching("/etc/retrace-server.conf, line [0-9]+ is not \"key = value\"");
            }
        }
    }
}
