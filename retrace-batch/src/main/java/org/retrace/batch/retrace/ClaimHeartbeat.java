// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import org.retrace.task.TaskClaims;

/** Renews the leases of the tasks that this node runs; apart from the claimer, which may be busy starting jobs. */
@Singleton
@Startup
@DependsOn("retrace-ejb.jar#SchemaMigrator")
public class ClaimHeartbeat {

    private static final long PERIOD_MILLISECONDS = 10_000;

    @Resource
    private TimerService timers;

    @Inject
    private TaskClaims claims;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(PERIOD_MILLISECONDS, PERIOD_MILLISECONDS, new TimerConfig("heartbeat", false));
    }

    @Timeout
    void beat() {
        claims.heartbeat();
    }
}
