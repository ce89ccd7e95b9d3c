// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.pulse;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.retrace.batch.BatchLogger;
import org.retrace.batch.claim.ClaimHeartbeat;
import org.retrace.batch.claim.RerunWatch;
import org.retrace.batch.claim.TaskClaimer;
import org.retrace.batch.claim.TaskWatch;
import org.retrace.batch.reposync.ReposyncTimer;
import org.retrace.batch.reposync.SyncHeartbeat;
import org.retrace.batch.sweep.CrashSweeper;
import org.retrace.batch.sweep.OrphanSweeper;
import org.retrace.batch.sweep.StoreSweeper;

/**
 * Does what this module does again and again, each in a thread of its own, by the clock that nobody sets. EJB timers go
 * by the wall clock: they stand still for an hour when that is set back by one (ADR 11).
 */
@Singleton
@Startup
@DependsOn({"retrace-ejb.jar#SchemaMigrator", "TaskClaimer"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Pulse {

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private TaskClaimer claimer;

    @Inject
    private TaskWatch watch;

    @Inject
    private ClaimHeartbeat heartbeat;

    @Inject
    private StoreSweeper store;

    @Inject
    private OrphanSweeper orphans;

    @Inject
    private CrashSweeper crashes;

    @Inject
    private RerunWatch reruns;

    @Inject
    private SyncHeartbeat syncs;

    @Inject
    private ReposyncTimer syncTimes;

    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(Beat.values().length);
    /** What each waits for. */
    private final Map<Beat, Future<?>> next = new ConcurrentHashMap<>();

    @PostConstruct
    void begin() {
        beats.setThreadFactory(threads);
        beats.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        for (Beat beat : Beat.values()) {
            in(beat.first(), beat);
        }
    }

    @PreDestroy
    void end() {
        beats.shutdown();
    }

    private void in(Duration delay, Beat beat) {
        next.put(beat, beats.schedule(() -> beat(beat), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whatever comes of it, it is not the last one. */
    private void beat(Beat beat) {
        try {
            switch (beat) {
                case CLAIM -> claimer.claimAll();
                case WATCH -> watch.watch();
                case HEARTBEAT -> heartbeat.beat();
                case STORE -> store.sweep();
                case ORPHANS -> orphans.sweep();
                case CRASHES -> crashes.sweep();
                case RERUNS -> reruns.look();
                case SYNCS -> syncs.beat();
                case SYNC_TIMES -> syncTimes.arm();
            }
        } catch (EJBException e) {
            BatchLogger.LOG.beatFailed(beat.name(), e);
        } finally {
            if (!beats.isShutdown()) {
                in(beat.period(), beat);
            }
        }
    }
}
