// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.DebugStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link DebugStep}. */
@Named
@Dependent
public class DebugBatchlet extends StepBatchlet {

    @Inject
    private DebugStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
