// SPDX-License-Identifier: Apache-2.0
/**
 * Debuginfo files as gdb reads them fastest: sections decompressed, an index of names added. Nothing that is loaded
 * into memory or names the file moves or changes. What is written the way no linker does is left alone. Imports
 * {@code org.retrace.elf}, {@code org.retrace.archive} and {@code org.retrace.bytes} only.
 */
@NullMarked
package org.retrace.elf.debug;

import org.jspecify.annotations.NullMarked;
