// SPDX-License-Identifier: Apache-2.0
/** Who gets in: asked by each interface of each request that somebody signed in for. */
@NullMarked
package org.retrace.account.admission;

import org.jspecify.annotations.NullMarked;
