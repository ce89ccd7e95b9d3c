// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.RetraceStep;
import org.retrace.task.step.SignStep;

/** The step of the job that runs {@link SignStep}. */
@Named
@Dependent
public class SignBatchlet extends StepBatchlet {

    @Inject
    private SignStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
