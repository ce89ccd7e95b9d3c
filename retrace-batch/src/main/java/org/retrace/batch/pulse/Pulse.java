// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.pulse;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.retrace.batch.BatchLogger;
import org.retrace.batch.claim.ClaimHeartbeat;
import org.retrace.batch.claim.TaskClaimer;
import org.retrace.batch.claim.TaskWatch;
import org.retrace.batch.sweep.CrashSweeper;
import org.retrace.batch.sweep.OrphanSweeper;

/**
 * The timers of this module. WildFly's go by the wall clock and would stand still for an hour when that is set back by
 * one, heartbeat and time limits included: so a thread that goes by the clock that nobody sets looks after them.
 */
@Singleton
@Startup
@DependsOn({"retrace-ejb.jar#SchemaMigrator", "TaskClaimer"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Pulse {

    /** The clocks are compared this often. */
    private static final long LOOK_MILLISECONDS = 1000;

    /** A wall clock that loses less between two looks is only kept right. */
    private static final long TOLERANCE_MILLISECONDS = 500;

    @Resource
    private TimerService timers;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private SessionContext context;

    @Inject
    private TaskClaimer claimer;

    @Inject
    private TaskWatch watch;

    @Inject
    private ClaimHeartbeat heartbeat;

    @Inject
    private OrphanSweeper orphans;

    @Inject
    private CrashSweeper crashes;

    private final ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1);
    private @Nullable Future<?> looking;
    private long ahead;

    @PostConstruct
    void begin() {
        startTimers();
        Pulse self = context.getBusinessObject(Pulse.class);
        ahead = wallClockAhead();
        looker.setThreadFactory(threads);
        looking = looker.scheduleWithFixedDelay(
                () -> look(self), LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        if (looking != null) {
            looking.cancel(true);
        }
        looker.shutdownNow();
    }

    /** Starts all timers anew, by the wall clock as it is now. */
    public void startTimers() {
        timers.getTimers().forEach(Timer::cancel);
        for (Beat beat : Beat.values()) {
            timers.createIntervalTimer(beat.first().toMillis(), beat.period().toMillis(), new TimerConfig(beat, false));
        }
    }

    @Timeout
    void beat(Timer timer) {
        switch ((Beat) timer.getInfo()) {
            case CLAIM -> claimer.claimAll();
            case WATCH -> watch.watch();
            case HEARTBEAT -> heartbeat.beat();
            case ORPHANS -> orphans.sweep();
            case CRASHES -> crashes.sweep();
        }
    }

    private void look(Pulse self) {
        long now = wallClockAhead();
        if (now < ahead - TOLERANCE_MILLISECONDS) {
            BatchLogger.LOG.clockSetBack(ahead - now);
            self.startTimers();
        }
        ahead = now;
    }

    /** How far the wall clock is ahead of the other one, in milliseconds. */
    private static long wallClockAhead() {
        return System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
