// SPDX-License-Identifier: Apache-2.0
/**
 * What gdb prints, as threads and frames. Imports {@code org.retrace.bytes} at most; the form is gdb's own, as
 * {@code thread apply all bt} gives it.
 */
@NullMarked
package org.retrace.backtrace;

import org.jspecify.annotations.NullMarked;
