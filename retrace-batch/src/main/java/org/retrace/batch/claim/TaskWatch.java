// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Ends steps whose time has run out, every second and without the database. */
@Singleton
@Startup
@DependsOn("retrace-ejb.jar#SchemaMigrator")
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskWatch {

    private static final long PERIOD_MILLISECONDS = 1000;

    @Resource
    private TimerService timers;

    @Inject
    private LiveTasks live;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(PERIOD_MILLISECONDS, PERIOD_MILLISECONDS, new TimerConfig("watch", false));
    }

    @Timeout
    void watch() {
        live.expire();
    }
}
