// SPDX-License-Identifier: Apache-2.0
/** Timers that remove what nobody needs any more, or what killed servers left behind. */
@NullMarked
package org.retrace.batch.sweep;

import org.jspecify.annotations.NullMarked;
