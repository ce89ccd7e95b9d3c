// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    @Test
    void saysWhatToInstallWhereTheBrowserIsMissing(@TempDir Path nothing) {
        var programs = new Programs(nothing.toString());

        assertThatThrownBy(programs::chromium)
                .hasMessageContaining("./retrace test")
                .hasMessageContaining("package chromium");
        assertThatThrownBy(programs::chromedriver).hasMessageContaining("package chromium-driver");
    }

    @Test
    void findsAProgramInTheFirstDirectoryThatHasIt(@TempDir Path first, @TempDir Path second) throws Exception {
        var program = Files.createFile(second.resolve("chromium"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(new Programs(first + ":" + second).chromium()).isEqualTo(program);
    }
}
