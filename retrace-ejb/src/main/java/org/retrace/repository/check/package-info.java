// SPDX-License-Identifier: Apache-2.0
/** The checker of plugins behind {@code ./retrace plugin}: a program of its own, which needs no server. */
@NullMarked
package org.retrace.repository.check;

import org.jspecify.annotations.NullMarked;
