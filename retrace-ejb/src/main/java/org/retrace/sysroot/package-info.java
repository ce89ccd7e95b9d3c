// SPDX-License-Identifier: Apache-2.0
/**
 * The files of the crashed machine that a debugger needs: which packages have them (pure), and a directory with them.
 * May import repository and everything below.
 */
@NullMarked
package org.retrace.sysroot;

import org.jspecify.annotations.NullMarked;
