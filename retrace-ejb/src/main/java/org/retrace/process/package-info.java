// SPDX-License-Identifier: Apache-2.0
/**
 * The one place that starts programs: an argument vector, a whole environment, limits on time and output, and the end
 * of everything that was started. May import the container and pure packages; needs neither.
 */
@NullMarked
package org.retrace.process;

import org.jspecify.annotations.NullMarked;
