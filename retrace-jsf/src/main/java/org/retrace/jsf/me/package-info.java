// SPDX-License-Identifier: Apache-2.0
/** The page of whoever asks: who they are here, and their tokens. Holds no query. */
@NullMarked
package org.retrace.jsf.me;

import org.jspecify.annotations.NullMarked;
