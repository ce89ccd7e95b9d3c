// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.sweep;

import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import org.retrace.batch.BatchLogger;
import org.retrace.task.orphan.TaskOrphans;

/** Removes what killed servers left behind. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class OrphanSweeper {

    @Inject
    private TaskOrphans orphans;

    /** Removes all of it. */
    public void sweep() {
        try {
            orphans.remove().forEach((kind, count) -> BatchLogger.LOG.orphansRemoved(count, kind));
        } catch (EJBException | IOException e) {
            BatchLogger.LOG.orphansNotRemoved(e);
        }
    }
}
