// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.util.Optional;
import org.retrace.elf.BuildId;

/**
 * One ELF file that was mapped into the crashed process. The kernel's own (the vdso) is none.
 *
 * @param path on the crashed machine, without the kernel's {@code (deleted)}; {@code [0x7f...]}, the address of its
 *     first byte, where the coredump does not name it
 * @param start address of its first byte, unsigned
 * @param end address after its last byte, unsigned
 * @param buildId empty where it has none or its headers were not dumped
 * @param packageNote what it says about the package it belongs to: a hint, no proof
 */
public record MappedModule(
        String path, long start, long end, Optional<BuildId> buildId, Optional<PackageNote> packageNote) {

    /** Whether the coredump names the file. */
    public boolean hasPath() {
        return path.startsWith("/");
    }

    /** Whether an address of the crashed process lies in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
