// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.ResolveStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link ResolveStep}. */
@Named
@Dependent
public class ResolveBatchlet extends StepBatchlet {

    @Inject
    private ResolveStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
