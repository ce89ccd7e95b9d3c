// SPDX-License-Identifier: Apache-2.0
/**
 * The steps of a retrace, one class a step, each idempotent: run twice, it leaves the same result. The batch jobs call
 * them; how they follow each other stands in the job XML. See docs/ARCHITECTURE.md.
 */
@NullMarked
package org.retrace.task.step;

import org.jspecify.annotations.NullMarked;
