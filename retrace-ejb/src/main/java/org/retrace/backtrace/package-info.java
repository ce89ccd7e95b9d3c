// SPDX-License-Identifier: Apache-2.0
/**
 * Backtraces as a debugger prints them, read into threads and frames. The text is not trusted: it holds names and
 * strings of a crashed program. Imports {@code org.retrace.bytes} only.
 */
@NullMarked
package org.retrace.backtrace;

import org.jspecify.annotations.NullMarked;
