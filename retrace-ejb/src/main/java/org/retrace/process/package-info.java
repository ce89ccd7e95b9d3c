// SPDX-License-Identifier: Apache-2.0
/**
 * External programs and the sandbox they run in: the one place that starts a process. A command has an argument vector
 * and never a shell, an environment it was given whole, and limits; how it ended is a value. Imports {@code java.*} and
 * JSpecify only; docs/adr/0006-bubblewrap.md says why bubblewrap.
 */
@NullMarked
package org.retrace.process;

import org.jspecify.annotations.NullMarked;
