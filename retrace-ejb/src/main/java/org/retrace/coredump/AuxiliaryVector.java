// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.retrace.elf.ElfLayout;

/** What the kernel told the program at its start (NT_AUXV): pairs of type and value, as many as are whole. */
final class AuxiliaryVector {

    static final long AT_PHDR = 3;
    static final long AT_ENTRY = 9;
    static final long AT_EXECFN = 31;
    static final long AT_SYSINFO_EHDR = 33;

    private static final int MAX_PAIRS = 1024;

    private final Map<Long, Long> values = new TreeMap<>();

    static AuxiliaryVector empty() {
        return new AuxiliaryVector();
    }

    static AuxiliaryVector parse(ByteBuffer descriptor, ElfLayout layout) {
        AuxiliaryVector vector = new AuxiliaryVector();
        int pair = 2 * layout.wordBytes();
        int pairs = Math.min(MAX_PAIRS, descriptor.limit() / pair);
        for (int i = 0; i < pairs; i++) {
            long type = layout.word(descriptor, i * pair);
            vector.values.putIfAbsent(type, layout.word(descriptor, i * pair + layout.wordBytes()));
        }
        return vector;
    }

    OptionalLong value(long type) {
        Long value = values.get(type);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
