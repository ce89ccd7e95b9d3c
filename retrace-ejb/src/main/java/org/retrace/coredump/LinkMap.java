// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.bytes.FormatException;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.EntryBudget;

/**
 * The dynamic linker's own list of what it loaded: DT_DEBUG of the executable leads to r_debug, that to a chain of
 * link_map. Read from the memory of the crashed process, which may have damaged it: what comes before the damage
 * counts.
 */
final class LinkMap {

    private static final long DT_NULL = 0;
    private static final long DT_DEBUG = 21;
    private static final int MAX_DYNAMIC_ENTRIES = 4096;
    private static final int MAX_PATH_BYTES = 4096;

    private final CoreMemory memory;
    private final ElfLayout layout;
    private final EntryBudget budget;
    private final Map<Long, String> names = new LinkedHashMap<>();

    private LinkMap(CoreMemory memory, ElfLayout layout, EntryBudget budget) {
        this.memory = memory;
        this.layout = layout;
        this.budget = budget;
    }

    /**
     * Paths of loaded files by the address of their dynamic section; absolute ones only.
     *
     * @param dynamic address of the executable's dynamic section
     * @throws FormatException only when all of the coredump's tables together are more than the limits allow
     */
    static Map<Long, String> names(CoreMemory memory, ElfLayout layout, EntryBudget budget, long dynamic)
            throws IOException {
        LinkMap map = new LinkMap(memory, layout, budget);
        try {
            map.follow(dynamic);
        } catch (FormatException e) {
            // the chain leads out of the dumped memory: the names before that count
        }
        budget.spend("coredump", -1, 1);
        return map.names;
    }

    private void follow(long dynamic) throws IOException {
        OptionalLong debug = debug(dynamic);
        if (debug.isEmpty()) {
            return;
        }
        int word = layout.wordBytes();
        long entry = layout.word(layout.read(memory, debug.getAsLong(), 2L * word), word);
        while (entry != 0) {
            budget.spend("link_map", -1, 1);
            ByteBuffer fields = layout.read(memory, entry, 4L * word);
            Optional<String> path = path(memory, layout.word(fields, word));
            long loaded = layout.word(fields, 2 * word);
            if (names.containsKey(loaded)) {
                return;
            }
            names.put(loaded, path.orElse(""));
            entry = layout.word(fields, 3 * word);
        }
    }

    private OptionalLong debug(long dynamic) throws IOException {
        int word = layout.wordBytes();
        for (int i = 0; i < MAX_DYNAMIC_ENTRIES; i++) {
            ByteBuffer entry = layout.read(memory, dynamic + 2L * word * i, 2L * word);
            long tag = layout.word(entry, 0);
            if (tag == DT_DEBUG) {
                return OptionalLong.of(layout.word(entry, word));
            }
            if (tag == DT_NULL) {
                break;
            }
        }
        return OptionalLong.empty();
    }

    /** The absolute path that stands at an address; empty when none stands there. */
    static Optional<String> path(CoreMemory memory, long address) throws IOException {
        byte[] bytes = memory.readArray(address, memory.available(address, MAX_PATH_BYTES));
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end > 0 && text.startsWith("/") ? Optional.of(text.substring(0, end)) : Optional.empty();
    }
}
