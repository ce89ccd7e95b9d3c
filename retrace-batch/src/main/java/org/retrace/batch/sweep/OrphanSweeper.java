// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.sweep;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.retrace.batch.BatchLogger;
import org.retrace.task.orphan.TaskOrphans;

/** Removes what killed servers left behind: soon after the start, and every ten minutes. */
@Singleton
@Startup
@DependsOn("TaskClaimer")
@TransactionManagement(TransactionManagementType.BEAN)
public class OrphanSweeper {

    private static final Duration PERIOD = Duration.ofMinutes(10);

    @Resource
    private TimerService timers;

    @Inject
    private TaskOrphans orphans;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(1, PERIOD.toMillis(), new TimerConfig("orphans", false));
    }

    @Timeout
    void sweep() {
        try {
            orphans.remove().forEach((kind, count) -> BatchLogger.LOG.orphansRemoved(count, kind));
        } catch (EJBException | IOException e) {
            BatchLogger.LOG.orphansNotRemoved(e);
        }
    }
}
