// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.NoMoreTimeoutsException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncClock;
import org.retrace.repository.sync.SyncRequests;
import org.retrace.repository.sync.SyncTrigger;
import org.retrace.repository.sync.SyncedReleases;
import org.retrace.settings.RetraceSettings.Calendar;
import org.retrace.settings.Settings;

/** Begins a run of each release of the clock at ReposyncTimes. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ReposyncTimer {

    @Resource
    private TimerService timers;

    @Inject
    private Settings settings;

    @Inject
    private SyncedReleases releases;

    @Inject
    private SyncRequests requests;

    @Inject
    private SyncClock clock;

    @Inject
    private LiveSyncs live;

    private Optional<Calendar> armed = Optional.empty();

    /** Goes by the times that are set now. */
    @Lock(LockType.WRITE)
    public void arm() {
        Optional<Calendar> now = settings.current().repositories().times();
        if (!now.equals(armed)) {
            timers.getTimers().forEach(Timer::cancel);
            now.ifPresent(calendar -> timers.createCalendarTimer(schedule(calendar), new TimerConfig(null, false)));
            armed = now;
        }
        clock.tell(timers.getTimers().stream().flatMap(ReposyncTimer::next).min(Comparator.naturalOrder()));
    }

    /** When a timer rings next; nothing of one that never will. */
    private static Stream<Instant> next(Timer timer) {
        try {
            return Stream.of(timer.getNextTimeout().toInstant());
        } catch (NoMoreTimeoutsException | NoSuchObjectLocalException e) {
            return Stream.empty();
        }
    }

    private static ScheduleExpression schedule(Calendar calendar) {
        return new ScheduleExpression()
                .second("0")
                .minute(calendar.minute())
                .hour(calendar.hour())
                .dayOfMonth(calendar.dayOfMonth())
                .month(calendar.month())
                .dayOfWeek(calendar.dayOfWeek());
    }

    @Timeout
    void begin() {
        for (ReleaseName release : releases.enabled()) {
            requests.request(release, SyncTrigger.TIMER);
        }
    }

    /** When the server is shut down, what is under way ends soon; the next start goes on. */
    @PreDestroy
    void stop() {
        live.stop();
    }
}
