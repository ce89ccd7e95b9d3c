// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

/** What kind of ELF file a header says it starts (e_type). */
public enum ElfType {
    /** ET_REL: an object file or kernel module. */
    RELOCATABLE,
    /** ET_EXEC: a program that runs at the addresses it was linked for. */
    EXECUTABLE,
    /** ET_DYN: a shared library, or a program that runs at any address. */
    SHARED,
    /** ET_CORE: a coredump. */
    CORE,
    OTHER;

    static ElfType of(int type) {
        return switch (type) {
            case 1 -> RELOCATABLE;
            case 2 -> EXECUTABLE;
            case 3 -> SHARED;
            case 4 -> CORE;
            default -> OTHER;
        };
    }
}
