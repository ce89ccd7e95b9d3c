// SPDX-License-Identifier: Apache-2.0
/**
 * Bounded reads of untrusted bytes: positional windows over a file, the limits a reader must keep, and the one
 * exception that says where a format was broken. Imports nothing but {@code java.*} and JSpecify.
 */
@NullMarked
package org.retrace.bytes;

import org.jspecify.annotations.NullMarked;
