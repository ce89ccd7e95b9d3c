// SPDX-License-Identifier: Apache-2.0
/**
 * The structured backtrace as JSON: what the script beside gdb said of each frame, joined with the modules of the
 * coredump and with the text, and the file that pages and programs read. Nothing that is read here is trusted.
 * Specified by docs/formats/backtrace.md; imports {@code org.retrace.backtrace} and {@code jakarta.json}.
 */
@NullMarked
package org.retrace.debugger.trace;

import org.jspecify.annotations.NullMarked;
