// SPDX-License-Identifier: Apache-2.0
/**
 * Coredumps (ET_CORE) as the Linux kernel and gdb write them: threads, the signal, and every ELF file that was mapped,
 * with the build-id and package note found in the dumped memory, never in files of this machine. Specified by
 * docs/formats/coredump.md; imports {@code org.retrace.elf} and {@code org.retrace.bytes} only.
 */
@NullMarked
package org.retrace.coredump;

import org.jspecify.annotations.NullMarked;
