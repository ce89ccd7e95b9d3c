// SPDX-License-Identifier: Apache-2.0
/** Debuggers in the sandbox, and the text they leave. May import sysroot, repository, process and everything below. */
@NullMarked
package org.retrace.debugger;

import org.jspecify.annotations.NullMarked;
