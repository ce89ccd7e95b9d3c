// SPDX-License-Identifier: Apache-2.0
/**
 * ELF files of either class and byte order: header, program and section headers, notes, the build-id that names a file
 * for ever, and the links to its debuginfo. What lies in a file and what lies in a crashed process's memory is read by
 * the same code, through {@link org.retrace.elf.ElfBytes}. Specified by docs/formats/coredump.md; imports
 * {@code org.retrace.bytes} only.
 */
@NullMarked
package org.retrace.elf;

import org.jspecify.annotations.NullMarked;
