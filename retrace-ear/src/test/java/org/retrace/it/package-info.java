// SPDX-License-Identifier: Apache-2.0
/**
 * The integration suite: the shipped distribution, started once with real PostgreSQL, real gdb and the real crashes of
 * the test distribution, and talked to from outside.
 */
@NullMarked
package org.retrace.it;

import org.jspecify.annotations.NullMarked;
