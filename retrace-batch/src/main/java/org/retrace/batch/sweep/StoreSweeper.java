// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.sweep;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import org.retrace.batch.BatchLogger;
import org.retrace.repository.store.Evicted;
import org.retrace.repository.store.PackageStore;

/** Keeps the store of unpacked packages in its limits; says once what prevents it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreSweeper {

    @Inject
    private PackageStore packages;

    private String trouble = "";

    /** Removes packages that nobody needs, if they take too much. */
    public void sweep() {
        try {
            Evicted evicted = packages.evict();
            if (evicted.packages() > 0) {
                BatchLogger.LOG.packagesEvicted(evicted.packages(), evicted.bytes());
            }
            packages.takeUnprepared().forEach(BatchLogger.LOG::debuginfoNotPrepared);
            report(String.join("; ", evicted.problems()));
        } catch (IOException e) {
            report(e.toString());
        }
    }

    private void report(String now) {
        if (now.isEmpty() && !trouble.isEmpty()) {
            BatchLogger.LOG.storeKept();
        } else if (!now.isEmpty() && trouble.isEmpty()) {
            BatchLogger.LOG.storeNotKept(now);
        }
        trouble = now;
    }
}
