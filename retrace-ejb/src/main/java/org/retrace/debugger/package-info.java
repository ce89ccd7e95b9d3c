// SPDX-License-Identifier: Apache-2.0
/**
 * gdb on a coredump, in a sandbox: from a coredump and a sysroot to the text of the backtrace. Imports
 * {@code org.retrace.process} and the packages below it; nothing of the container.
 */
@NullMarked
package org.retrace.debugger;

import org.jspecify.annotations.NullMarked;
