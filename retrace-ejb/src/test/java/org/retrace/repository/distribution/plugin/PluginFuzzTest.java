// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of bytes that nobody chose: a plugin, or its faults. `./retrace fuzz` has Jazzer look for more. */
class PluginFuzzTest {

    static List<byte[]> plugins() throws IOException {
        var plugins = new ArrayList<byte[]>();
        for (var name : ShippedPlugins.NAMES) {
            plugins.add(Files.readAllBytes(Path.of("src/main/resources/plugins", name + ".yaml")));
        }
        return plugins;
    }

    @MethodSource("plugins")
    @FuzzTest
    void aPluginIsReadOrRefused(byte[] bytes) throws IOException {
        PluginReader.read("fedora.yaml", new ByteArrayInputStream(bytes));
    }
}
