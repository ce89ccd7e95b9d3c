// SPDX-License-Identifier: Apache-2.0
/** Hostile crashes, a full disk, clocks that jump: each bounded, said and cleaned by a server of its own. */
@NullMarked
package org.retrace.trouble;

import org.jspecify.annotations.NullMarked;
