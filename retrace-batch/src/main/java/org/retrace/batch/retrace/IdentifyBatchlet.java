// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.IdentifyStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link IdentifyStep}. */
@Named
@Dependent
public class IdentifyBatchlet extends StepBatchlet {

    @Inject
    private IdentifyStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
