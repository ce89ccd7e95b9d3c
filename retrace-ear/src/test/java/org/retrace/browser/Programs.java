// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The programs of the machine that browser tests need.
 *
 * @param path directories, as in the environment variable of that name
 */
record Programs(String path) {

    Path chromium() {
        return find("chromium", "chromium");
    }

    Path chromedriver() {
        return find("chromedriver", "chromium-driver");
    }

    Path certutil() {
        return find("certutil", "libnss3-tools");
    }

    Path pk12util() {
        return find("pk12util", "libnss3-tools");
    }

    private Path find(String program, String debianPackage) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the browser tests need %s, which is not in %s: `./retrace test` installs it, or install Debian's package %s"
                                .formatted(program, path, debianPackage)));
    }
}
