// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * Ends steps whose time has run out, or whose lease has: cut off from the database, this server cannot know that nobody
 * else has begun them. Asks no database.
 */
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
