// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.TracedModule;

/** The modules of a crash in the order of their addresses, and which of them a frame lies in. */
final class ModulePlaces {

    private final List<TracedModule> modules;
    private final NavigableMap<Long, Integer> indexByStart = new TreeMap<>(Long::compareUnsigned);

    ModulePlaces(List<TracedModule> modules) {
        this.modules = modules.stream()
                .sorted(Comparator.comparing(TracedModule::start, Long::compareUnsigned))
                .toList();
        for (int i = 0; i < this.modules.size(); i++) {
            indexByStart.put(this.modules.get(i).start(), i);
        }
    }

    List<TracedModule> modules() {
        return modules;
    }

    /** The frame with its module and its offset in it, as far as its address tells. */
    DetailedFrame placed(DetailedFrame frame) {
        if (frame.address().isEmpty()) {
            return frame;
        }
        long address = frame.address().getAsLong();
        Map.Entry<Long, Integer> before = indexByStart.floorEntry(address);
        return before != null && modules.get(before.getValue()).contains(address)
                ? frame.in(before.getValue(), address - before.getKey())
                : frame;
    }
}
