// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Ends steps whose time has run out; asks no database. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskWatch {

    @Inject
    private LiveTasks live;

    /** Ends them. */
    public void watch() {
        live.expire();
    }
}
