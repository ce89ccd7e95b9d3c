// SPDX-License-Identifier: Apache-2.0
/** The books: what became of every task, kept when the task itself is gone. Hears of tasks by CDI events alone. */
@NullMarked
package org.retrace.statistics;

import org.jspecify.annotations.NullMarked;
