// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import java.io.IOException;
import org.retrace.process.Cancellation;

/** One stage of a retrace. */
public interface RetraceStep {

    /**
     * Does the step's work, from whatever an earlier, cut-off run of it left.
     *
     * @param cancellation ends the work within five seconds; the outcome is then {@link StepOutcome.Stopped}
     * @throws IOException when the disk or a program of ours fails, through no fault of the crash
     */
    StepOutcome run(long taskId, Cancellation cancellation) throws IOException;
}
