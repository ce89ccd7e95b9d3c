// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.repository.fetch.MetadataLook;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.RepositoryWork;

/** Asks a repository what it has. */
@Named
@Dependent
public class MetadataBatchlet extends RepositoryBatchlet {

    @Inject
    private MetadataLook step;

    @Override
    void process(ReleaseWork release, RepositoryWork work) {
        step.look(release, work);
    }
}
