// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.task.queue.TaskQueue;

/**
 * The page of tasks. Which tasks it lists is settled when it is opened: a refresh brings their states up to date, and
 * says how many newer ones there are, so that nothing moves while somebody reads. An empty list takes the first that
 * come.
 */
@Named
@ViewScoped
public class TasksPage implements Serializable {

    private static final long serialVersionUID = 1;

    /** Most tasks on one page. */
    static final int ROWS = 50;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskFiles files;

    private String page = "";
    private long newest;
    private int newer;
    private boolean older;
    private long last;
    private boolean busy;
    private ArrayList<TaskView> rows = new ArrayList<>();

    /** Brings the rows up to date. */
    public void look() {
        look(tasks, queue, files);
    }

    void look(TaskStore store, TaskQueue line, TaskFiles texts) {
        var trail = Trail.parse(page);
        var head = store.newest(ROWS + 1, OptionalLong.empty());
        if (rows.isEmpty() && trail.isNewest()) {
            newest = head.isEmpty() ? 0 : head.get(0).getArrival();
        }
        newer = trail.isNewest()
                ? (int) head.stream().filter(task -> task.getArrival() > newest).count()
                : 0;
        var found = newer == 0 && trail.isNewest() ? head : store.newest(ROWS + 1, before(trail));
        var shown = found.subList(0, Math.min(ROWS, found.size()));
        rows = new ArrayList<>(views(shown, new Places(line), texts));
        older = found.size() > ROWS;
        last = shown.isEmpty() ? 0 : shown.get(shown.size() - 1).getArrival();
        busy = shown.stream().anyMatch(task -> !task.getState().isFinished());
    }

    private static List<TaskView> views(List<RetraceTask> shown, Places places, TaskFiles texts) {
        var now = Clock.systemUTC().instant();
        var views = new ArrayList<TaskView>();
        for (var i = shown.size() - 1; i >= 0; i--) {
            var task = shown.get(i);
            var id = task.getId();
            var there = new TaskView.Texts(
                    texts.backtrace(id).isPresent(), texts.log(id).isPresent());
            views.add(0, TaskView.of(task, places.ahead(task), there, now));
        }
        return views;
    }

    private OptionalLong before(Trail trail) {
        return trail.isNewest() ? OptionalLong.of(newest + 1) : trail.before();
    }

    public List<TaskView> getRows() {
        return rows;
    }

    /** Whether there is no task at all. */
    public boolean isNothing() {
        return rows.isEmpty() && Trail.parse(page).isNewest();
    }

    /** Whether the address leads beyond the oldest task. */
    public boolean isBeyond() {
        return rows.isEmpty() && !isNothing();
    }

    /** How many tasks came since the page was opened. */
    public int getNewer() {
        return newer;
    }

    public String getNewerSentence() {
        return newer == 1 ? "1 newer task" : (newer > ROWS ? ROWS + " or more" : newer) + " newer tasks";
    }

    /** The list in a sentence, for those who hear it. */
    public String getSummary() {
        return count("queued") + " queued, " + count("running") + " running, " + count("failed") + " failed of "
                + rows.size() + " tasks shown" + (newer == 0 ? "" : "; " + getNewerSentence());
    }

    private long count(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind)).count();
    }

    /** Seconds between refreshes: few while something on the page is under way. */
    public int getPollSeconds() {
        return busy ? 2 : 10;
    }

    /** The address of the page of newer tasks; empty on the newest. */
    public String getNewerAddress() {
        var trail = Trail.parse(page);
        return trail.isNewest() ? "" : address(trail.newer());
    }

    /** The address of the page of older tasks; empty on the last. */
    public String getOlderAddress() {
        return older ? address(Trail.parse(page).older(last)) : "";
    }

    private static String address(Trail trail) {
        return trail.isNewest() ? "tasks.xhtml" : "tasks.xhtml?page=" + trail.text();
    }

    /** Which page of the list, as the address says. */
    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
