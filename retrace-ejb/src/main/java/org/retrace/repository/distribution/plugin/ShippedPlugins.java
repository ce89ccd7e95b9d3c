// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.retrace.repository.distribution.Distribution;

/** The plugins that are built in; a test reads each. */
public final class ShippedPlugins {

    /** Their names, which are those of the distributions. */
    public static final List<String> NAMES =
            List.of("almalinux", "centos", "centos-stream", "fedora", "opensuse", "rhel", "rocky");

    private ShippedPlugins() {}

    /** All of them by name. */
    static Map<String, Distribution> all() {
        var all = new TreeMap<String, Distribution>();
        for (var name : NAMES) {
            var reading = read(name);
            if (!(reading instanceof PluginReading.Read read)) {
                throw new IllegalStateException("shipped plugin " + reading);
            }
            all.put(name, read.distribution());
        }
        return all;
    }

    /** One of {@link #NAMES}. */
    public static PluginReading read(String name) {
        var file = name + PluginReader.SUFFIX;
        try (var in = ShippedPlugins.class.getResourceAsStream("/plugins/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return PluginReader.read(file, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
