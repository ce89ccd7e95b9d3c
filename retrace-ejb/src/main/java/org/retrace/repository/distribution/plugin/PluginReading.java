// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.List;
import org.retrace.repository.distribution.Distribution;

/** What came of reading a plugin. */
public sealed interface PluginReading {

    /** It says what a distribution is. */
    record Read(Distribution distribution) implements PluginReading {}

    /**
     * It does not.
     *
     * @param faults all of them, in the order of the file; one only where the file is no YAML
     */
    record Refused(List<PluginFault> faults) implements PluginReading {

        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
