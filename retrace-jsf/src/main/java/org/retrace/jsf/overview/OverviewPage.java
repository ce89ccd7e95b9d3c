// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.overview;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.retrace.jsf.repository.RunView;
import org.retrace.jsf.task.Spans;
import org.retrace.jsf.task.TaskView;
import org.retrace.repository.PackageIndex;
import org.retrace.repository.holding.SyncHistory;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncState;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.statistics.Tally;
import org.retrace.statistics.TaskFigures;
import org.retrace.statistics.TaskStatistics;
import org.retrace.task.TaskStorage;
import org.retrace.task.intake.TaskRegistrar;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskLists;

/** The overview, as it is when it is asked for; each refresh asks anew. */
@Named
@RequestScoped
public class OverviewPage {

    private static final int MOST_RUNNING = 20;
    private static final int MOST_FAILURES = 5;
    private static final int MOST_SYNCS = 5;
    private static final Duration LATELY = Duration.ofHours(24);

    @Inject
    private TaskLists lists;

    @Inject
    private TaskRegistrar registrar;

    @Inject
    private TaskFigures figures;

    @Inject
    private TaskStorage storage;

    @Inject
    private PackageIndex index;

    @Inject
    private SyncHistory syncRuns;

    @Inject
    private Settings settings;

    private List<TaskView> running = List.of();
    private List<TaskView> failures = List.of();
    private List<RunView> syncs = List.of();
    private List<Concern> concerns = List.of();
    private List<Disk> disks = List.of();
    private Tally ended = new Tally(0, 0, 0);
    private long waiting;
    private long allRunning;
    private String oldest = "";
    private boolean nothing;

    /** Asks everybody. */
    public void look() {
        var now = Clock.systemUTC().instant();
        running = newest(Standing.RUNNING, MOST_RUNNING, now);
        failures = newest(Standing.FAILURE, MOST_FAILURES, now);
        syncs = syncs(syncRuns.newestOfEach(), now);
        ended = figures.since(now.minus(LATELY));
        waiting = figures.waiting();
        allRunning = figures.running();
        oldest = figures.waitingSince().map(since -> Spans.ago(since, now)).orElse("");
        nothing = lists.page(TaskFilter.NONE, OptionalLong.empty(), 1).isEmpty();
        var saveDir = settings.current().directories().saveDir();
        disks = storage.volumes().stream()
                .map(volume -> Disk.of(volume, saveDir))
                .toList();
        concerns = concerns(settings.current());
    }

    private List<TaskView> newest(Standing standing, int most, Instant now) {
        return lists.page(TaskFilter.of(standing), OptionalLong.empty(), most).stream()
                .map(task -> TaskView.of(task, 0, now))
                .toList();
    }

    /** Those that failed first, then the newest. */
    static List<RunView> syncs(List<SyncRun> newestOfEach, Instant now) {
        return newestOfEach.stream()
                .sorted(Comparator.comparing((SyncRun run) -> run.state() != SyncState.FAILED)
                        .thenComparing(SyncRun::startedAt, Comparator.reverseOrder()))
                .limit(MOST_SYNCS)
                .map(run -> RunView.of(run, now))
                .toList();
    }

    private List<Concern> concerns(RetraceSettings current) {
        var found = new ArrayList<Concern>();
        storage.trouble()
                .ifPresent(trouble -> found.add(new Concern(
                        "No task is begun: " + trouble + ".",
                        "Waiting tasks are begun as soon as that is mended.",
                        "")));
        if (found.isEmpty() && !storage.hasRoomFor(0)) {
            found.add(new Concern(
                    "Crashes are turned away: the disk of the tasks is nearly full.",
                    "Make room on it, or let less stay free: option MinStorageLeft.",
                    ""));
        }
        if (registrar.isFull()) {
            found.add(new Concern(
                    "Crashes are turned away: %,d tasks wait, and no more may."
                            .formatted(current.tasks().maxQueued()),
                    "They are taken again when the queue is shorter; option MaxQueuedTasks says how long it may be.",
                    ""));
        }
        if (index.isEmpty()) {
            found.add(new Concern(
                    "No package is indexed, so nothing can be retraced.",
                    "Index a directory of signed packages with their debuginfo:",
                    "./retrace index /srv/packages --key RPM-GPG-KEY"));
        }
        return found;
    }

    public List<TaskView> getRunning() {
        return running;
    }

    public List<TaskView> getFailures() {
        return failures;
    }

    /** The newest run of some releases. */
    public List<RunView> getSyncs() {
        return syncs;
    }

    public List<Concern> getConcerns() {
        return concerns;
    }

    public List<Disk> getDisks() {
        return disks;
    }

    public Tally getEnded() {
        return ended;
    }

    /** How many ended, in words: what is not counted is said. */
    public String getEndedNumber() {
        return ended.all() < TaskStatistics.COUNTED ? Integer.toString(ended.all()) : number(ended.all()) + "+";
    }

    public String getWaiting() {
        return number(waiting);
    }

    /** How long the first in the queue waits, in words; empty when none waits. */
    public String getOldest() {
        return oldest;
    }

    public String getRunningNumber() {
        return number(allRunning);
    }

    /** How many tasks run that are not shown. */
    public long getMoreRunning() {
        return Math.max(0, allRunning - running.size());
    }

    /** Most tasks that a server runs at once. */
    public int getPlaces() {
        return settings.current().tasks().maxParallel();
    }

    /** Whether no task was ever sent in. */
    public boolean isNothing() {
        return nothing;
    }

    /** Seconds between refreshes. */
    public int getPollSeconds() {
        return running.isEmpty() && syncs.stream().noneMatch(RunView::isUnderWay) ? 10 : 2;
    }

    /** The page in a sentence, for those who hear it. */
    public String getSummary() {
        return "%s waiting, %s running, %d things to see to"
                .formatted(getWaiting(), getRunningNumber(), concerns.size());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
