// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.CleanStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link CleanStep}. */
@Named
@Dependent
public class CleanBatchlet extends StepBatchlet {

    @Inject
    private CleanStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
