// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.RepositoryWork;
import org.retrace.repository.fetch.TreePublishing;

/** Writes what others install from. */
@Named
@Dependent
public class PublishTreeBatchlet extends RepositoryBatchlet {

    @Inject
    private TreePublishing step;

    @Override
    void process(ReleaseWork release, RepositoryWork work) {
        step.publish(release, work);
    }
}
