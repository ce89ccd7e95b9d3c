// SPDX-License-Identifier: Apache-2.0
/** Removes what nobody needs any more, or what killed servers left behind. */
@NullMarked
package org.retrace.batch.sweep;

import org.jspecify.annotations.NullMarked;
