// SPDX-License-Identifier: Apache-2.0
/**
 * ELF files: header, program headers, notes, and the build-id that names a file for ever. Specified by docs/formats/
 * coredump.md; imports {@code org.retrace.bytes} only.
 */
@NullMarked
package org.retrace.elf;

import org.jspecify.annotations.NullMarked;
