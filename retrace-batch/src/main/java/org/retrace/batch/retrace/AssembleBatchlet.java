// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.AssembleStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link AssembleStep}. */
@Named
@Dependent
public class AssembleBatchlet extends StepBatchlet {

    @Inject
    private AssembleStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
