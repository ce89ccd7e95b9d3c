// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.nio.ByteOrder;

/** The processor an ELF file is for, as far as distributions build for it. */
public enum ElfMachine {
    X86_64("x86_64"),
    I386("i386"),
    AARCH64("aarch64"),
    ARM("armhf"),
    PPC64LE("ppc64le"),
    PPC64("ppc64"),
    S390X("s390x"),
    RISCV64("riscv64"),
    /** Any other; nothing but the generic layout is known of it. */
    OTHER("unknown");

    private static final int EM_386 = 3;
    private static final int EM_PPC64 = 21;
    private static final int EM_S390 = 22;
    private static final int EM_ARM = 40;
    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;
    private static final int EM_RISCV = 243;

    private final String arch;

    ElfMachine(String arch) {
        this.arch = arch;
    }

    /** The architecture as releases are named by it, as in {@code fedora-39-x86_64}. */
    public String arch() {
        return arch;
    }

    static ElfMachine of(int machine, ElfLayout layout) {
        return layout.is64() ? of64(machine, layout.order()) : of32(machine);
    }

    private static ElfMachine of32(int machine) {
        return switch (machine) {
            case EM_386 -> I386;
            case EM_ARM -> ARM;
            default -> OTHER;
        };
    }

    private static ElfMachine of64(int machine, ByteOrder order) {
        return switch (machine) {
            case EM_X86_64 -> X86_64;
            case EM_AARCH64 -> AARCH64;
            case EM_S390 -> S390X;
            case EM_RISCV -> RISCV64;
            case EM_PPC64 -> order.equals(ByteOrder.LITTLE_ENDIAN) ? PPC64LE : PPC64;
            default -> OTHER;
        };
    }
}
