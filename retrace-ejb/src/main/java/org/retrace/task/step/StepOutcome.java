// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

/** How a step ended. */
public sealed interface StepOutcome {

    /** The next step may begin. */
    record Done() implements StepOutcome {}

    /**
     * The task cannot succeed.
     *
     * @param reason for the uploader: which step, which module, every place that was tried; may have several lines
     */
    record Failed(String reason) implements StepOutcome {}

    /** The step was told to stop; it will be run again. */
    record Stopped() implements StepOutcome {}
}
