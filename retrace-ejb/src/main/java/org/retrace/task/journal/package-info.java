// SPDX-License-Identifier: Apache-2.0
/**
 * What a task went through, step by step: written by the job's listener, read by the console. May import
 * {@code org.retrace.task}.
 */
@NullMarked
package org.retrace.task.journal;

import org.jspecify.annotations.NullMarked;
