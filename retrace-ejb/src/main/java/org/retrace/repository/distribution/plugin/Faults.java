// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults of one file, as they are found. */
final class Faults {

    private static final YamlNode.Place WHOLE = new YamlNode.Place(0, 0);

    private final String file;
    private final List<PluginFault> found = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void add(YamlNode.Place place, String field, String reason) {
        found.add(new PluginFault(file, place.line(), place.column(), field, reason));
    }

    /** One about the file as a whole. */
    void add(String reason) {
        add(WHOLE, "", reason);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    List<PluginFault> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(PluginFault::line).thenComparingInt(PluginFault::column))
                .toList();
    }
}
