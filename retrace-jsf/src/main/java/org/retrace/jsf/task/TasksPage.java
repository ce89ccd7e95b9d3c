// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.retrace.task.RetraceTask;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskLists;
import org.retrace.task.queue.TaskQueue;

/**
 * The page of tasks. Which tasks it lists is settled when it is opened: a refresh brings their states up to date, and
 * says how many more there are, so that nothing moves while somebody reads. An empty list takes the first that come.
 */
@Named
@ViewScoped
public class TasksPage implements Serializable {

    private static final long serialVersionUID = 1;

    /** Most tasks on one page. */
    static final int ROWS = 50;

    @Inject
    private TaskLists lists;

    @Inject
    private TaskQueue queue;

    private ListAddress address = ListAddress.of(Map.of());
    private Instant opened = Instant.EPOCH;
    private boolean older;
    private long last;
    private int newer;
    private boolean busy;
    private ArrayList<TaskView> rows = new ArrayList<>();

    /** Opens the page at its address, or brings its rows up to date. */
    public void look() {
        var request = FacesContext.getCurrentInstance();
        if (!request.isPostback()) {
            open(request.getExternalContext().getRequestParameterMap(), Clock.systemUTC());
        }
        look(lists, queue);
    }

    void open(Map<String, String> parameters, Clock clock) {
        address = ListAddress.of(parameters);
        opened = clock.instant();
    }

    void look(TaskLists store, TaskQueue line) {
        var filter = meaning().filter();
        var trail = trail();
        if (rows.isEmpty()) {
            show(store.page(filter, trail.before(), ROWS + 1), line);
            return;
        }
        var ids = rows.stream().map(TaskView::id).toList();
        var head = trail.isNewest() ? store.page(filter, OptionalLong.empty(), ROWS + 1) : List.<RetraceTask>of();
        newer = (int) head.stream()
                .filter(task -> !ids.contains(task.getId()) && (task.getArrival() > last || !older))
                .count();
        rows = new ArrayList<>(views(store.again(ids), new Places(line, filter.hasGaps())));
    }

    private void show(List<RetraceTask> found, TaskQueue line) {
        var shown = found.subList(0, Math.min(ROWS, found.size()));
        older = found.size() > ROWS;
        last = shown.isEmpty() ? 0 : shown.get(shown.size() - 1).getArrival();
        rows = new ArrayList<>(views(shown, new Places(line, meaning().filter().hasGaps())));
    }

    private List<TaskView> views(List<RetraceTask> shown, Places places) {
        var now = Clock.systemUTC().instant();
        var views = new ArrayList<TaskView>();
        for (var i = shown.size() - 1; i >= 0; i--) {
            var task = shown.get(i);
            views.add(0, TaskView.of(task, places.ahead(task), now));
        }
        busy = shown.stream().anyMatch(task -> !task.getState().isFinished());
        return views;
    }

    private ListAddress.Meaning meaning() {
        return address.meaning(opened);
    }

    private Trail trail() {
        return Trail.parse(address.page());
    }

    public List<TaskView> getRows() {
        return rows;
    }

    /** What is wrong with the address, a sentence each. */
    public List<String> getComplaints() {
        return meaning().complaints();
    }

    /** The fields and choices that filter the list. */
    public FilterView getFilter() {
        return new FilterView(address, rows.isEmpty() ? "" : rows.get(0).signature());
    }

    /** Release names to choose from. */
    public List<String> getReleases() {
        return lists.releases(FilterView.SUGGESTIONS);
    }

    /** Whether there is no task at all. */
    public boolean isNothing() {
        return rows.isEmpty() && trail().isNewest() && meaning().filter().equals(TaskFilter.NONE);
    }

    /** Whether there are tasks, but none that the filter lets through. */
    public boolean isNoMatch() {
        return rows.isEmpty() && trail().isNewest() && !isNothing();
    }

    /** Whether the address leads beyond the oldest task. */
    public boolean isBeyond() {
        return rows.isEmpty() && !trail().isNewest();
    }

    /** How many tasks of this list came since the page was opened. */
    public int getNewer() {
        return newer;
    }

    public String getNewerSentence() {
        var word = meaning().filter().standing().isPresent() ? "more" : "newer";
        return newer == 1 ? "1 " + word + " task" : (newer > ROWS ? ROWS + " or more " : newer + " ") + word + " tasks";
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

    /** The address of the newest page of this list. */
    public String getFirstAddress() {
        return address.withPage(Trail.NEWEST).text();
    }

    /** The address of the page of newer tasks; empty on the newest. */
    public String getNewerAddress() {
        return trail().isNewest() ? "" : address.withPage(trail().newer()).text();
    }

    /** The address of the page of older tasks; empty on the last. */
    public String getOlderAddress() {
        return older ? address.withPage(trail().older(last)).text() : "";
    }
}
