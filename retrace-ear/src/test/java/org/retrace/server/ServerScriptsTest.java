// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every script keeps to. */
class ServerScriptsTest {

    private static final int MAXIMUM_LINES = 30;
    /** A secret that is written out: neither an expression of the environment nor "none", for a store that has none. */
    private static final Pattern WRITTEN_SECRET =
            Pattern.compile("(password|clear-text|secret)=(?!none[,}]|\"\\$\\{env\\.[A-Z_]+\\}\")");

    @Test
    void everyScriptHasItsRestoreTwin() throws IOException {
        List<String> restoring = names(ServerScripts.restoring())
                .sorted(Collections.reverseOrder())
                .toList();
        assertThat(names(ServerScripts.applied())
                        .sorted(Collections.reverseOrder())
                        .toList())
                .isNotEmpty()
                .isEqualTo(restoring);
    }

    @Test
    void everyModeHasItsRestoreTwin() throws IOException {
        assertThat(names(ServerScripts.modes()).toList())
                .isNotEmpty()
                .isEqualTo(names(ServerScripts.modesRestoring()).toList());
    }

    @ParameterizedTest
    @MethodSource("everyScript")
    void fitsOnAScreenAndSaysWhatItIsFor(Path script) throws IOException {
        assertThat(Files.readAllLines(script)).hasSizeLessThanOrEqualTo(MAXIMUM_LINES);
        assertThat(script).content().startsWith("# ");
    }

    @ParameterizedTest
    @MethodSource("appliedScripts")
    void holdsNoSecret(Path script) throws IOException {
        assertThat(Files.readString(script)).doesNotContainPattern(WRITTEN_SECRET);
    }

    static Stream<Path> appliedScripts() throws IOException {
        return Stream.concat(ServerScripts.applied().stream(), ServerScripts.modes().stream());
    }

    static Stream<Path> everyScript() throws IOException {
        return Stream.of(
                        ServerScripts.applied(),
                        ServerScripts.restoring(),
                        ServerScripts.modes(),
                        ServerScripts.modesRestoring())
                .flatMap(List::stream);
    }

    private static Stream<String> names(List<Path> scripts) {
        return scripts.stream().map(script -> script.getFileName().toString());
    }
}
