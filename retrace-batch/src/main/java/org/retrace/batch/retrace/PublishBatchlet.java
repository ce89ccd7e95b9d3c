// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.task.step.PublishStep;
import org.retrace.task.step.RetraceStep;

/** The step of the job that runs {@link PublishStep}. */
@Named
@Dependent
public class PublishBatchlet extends StepBatchlet {

    @Inject
    private PublishStep step;

    @Override
    RetraceStep step() {
        return step;
    }
}
