// SPDX-License-Identifier: Apache-2.0
/** The classic HTTP interface against the shipped server, row by row and byte by byte. */
@NullMarked
package org.retrace.classic;

import org.jspecify.annotations.NullMarked;
