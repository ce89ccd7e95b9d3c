// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.repository.fetch.PublishStep;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.RepositoryWork;

/** Writes what others install from. */
@Named
@Dependent
public class PublishBatchlet extends RepositoryBatchlet {

    @Inject
    private PublishStep step;

    @Override
    void process(ReleaseWork release, RepositoryWork work) {
        step.publish(release, work);
    }
}
