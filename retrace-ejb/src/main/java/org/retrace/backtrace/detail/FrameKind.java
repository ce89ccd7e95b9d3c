// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

/** How a frame came to be. */
public enum FrameKind {
    /** By a call. */
    NORMAL,
    /** By a call that the compiler replaced with the function's body: it has no stack of its own. */
    INLINE,
    /** By a signal: the frames after it were interrupted. */
    SIGNAL,
    /** By a jump at a function's end: the debugger inferred it, it left nothing on the stack. */
    TAIL_CALL
}
