// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.jsf.backtrace.Asked;
import org.retrace.jsf.backtrace.BacktraceView;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.TaskView;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.journal.StepRun;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.owner.TaskPapers;
import org.retrace.task.queue.TaskQueue;

/**
 * The page of one task. All of its state stands in the address, so it can be sent, reloaded, and asked for again by a
 * script while the task is under way; the server keeps nothing of it.
 */
@Named
@RequestScoped
public class TaskPage {

    /** Most modules that are listed. */
    private static final int MOST_MODULES = 1000;

    private static final int MOST_TEXT = 200;
    private static final int MOST_SIGNATURE = 1000;

    @Inject
    private HttpServletRequest request;

    @Inject
    private TaskOwners tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskFiles files;

    @Inject
    private Backtraces backtraces;

    @Inject
    private TaskPapers papers;

    private @Nullable RetraceTask task;
    private @Nullable TaskView row;
    private List<StepRun> runs = List.of();
    private StandingView standing = new StandingView("", "", "", "");
    private CrashWords words = new CrashWords("No such task", "");
    private @Nullable BacktraceView backtrace;
    private List<ModuleView> moduleViews = List.of();
    private int modulesLeft;
    private LogTail log = LogTail.NOTHING;
    private Instant now = Instant.EPOCH;

    /** Reads what the shown tab needs. */
    public void look() throws IOException {
        now = Clock.systemUTC().instant();
        var id = parameter("id");
        var found = id.matches("[0-9]{1,18}") ? tasks.find(Long.parseLong(id)) : Optional.<RetraceTask>empty();
        if (found.isEmpty()) {
            FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var known = found.get();
        task = known;
        runs = papers.runs(known.getId());
        var ahead = queue.ahead(known);
        row = TaskView.of(known, ahead, now);
        standing = StandingView.of(known, row, ahead, !files.hasDirectory(known.getId()));
        var detailed = backtraces.of(known.getId());
        words = CrashWords.of(known, detailed);
        show(known.getId(), detailed);
    }

    private void show(long known, Optional<DetailedBacktrace> detailed) throws IOException {
        switch (Tab.of(parameter("tab"))) {
            case BACKTRACE ->
                backtrace = detailed.map(it -> BacktraceView.of(it, Asked.of(parameter("thread"), parameter("from"))))
                        .orElse(null);
            case MODULES -> showModules(known);
            case LOG -> showLog(known);
            case FILES, HISTORY -> {}
        }
    }

    private void showLog(long known) throws IOException {
        var file = papers.log(known);
        log = file.isPresent() ? LogTail.last(file.get()) : LogTail.NOTHING;
    }

    private void showModules(long known) {
        var all = papers.modules(known);
        moduleViews = all.stream().limit(MOST_MODULES).map(ModuleView::of).toList();
        modulesLeft = all.size() - moduleViews.size();
    }

    private RetraceTask task() {
        if (task == null) {
            throw new IllegalStateException("there is no task " + parameter("id"));
        }
        return task;
    }

    public boolean isKnown() {
        return task != null;
    }

    /** The id that was asked for, fit to be shown. */
    public String getAsked() {
        return Plain.of(parameter("id"), MOST_TEXT);
    }

    public String getTitle() {
        return words.title();
    }

    public String getSentence() {
        return words.sentence();
    }

    public StandingView getStanding() {
        return standing;
    }

    /** The task as lists show it. */
    public @Nullable TaskView getRow() {
        return row;
    }

    /** The signature in pieces, each with the colon that ends it, so that a line may break between two. */
    public List<String> getSignature() {
        var signature = Plain.of(task().getSignature(), MOST_SIGNATURE);
        return signature.isEmpty() ? List.of() : List.of(signature.split("(?<=:)", -1));
    }

    public List<StepView> getSteps() {
        return StepView.of(task(), runs, now);
    }

    public List<Moment> getMoments() {
        return Moment.of(task(), runs, now);
    }

    public Tab[] getTabs() {
        return Tab.values();
    }

    /** The threads; null where there is none. */
    public @Nullable BacktraceView getBacktrace() {
        return backtrace;
    }

    /** Whether there is a text, though nothing more. */
    public boolean isText() {
        return papers.backtrace(task().getId()).isPresent();
    }

    public List<ModuleView> getModules() {
        return moduleViews;
    }

    public int getModulesLeft() {
        return modulesLeft;
    }

    public LogTail getLog() {
        return log;
    }

    public List<FileView> getFiles() {
        return FileView.of(papers, task().getId());
    }

    /** What became of the coredump, in a sentence. */
    public String getCrashFate() {
        if (task().isCrashRemoved()) {
            return "The coredump and what came with it have been removed.";
        }
        return standing.isUnderWay()
                ? "The coredump is kept until the task ends well."
                : "The coredump is kept for a while, so that the task can be tried again.";
    }

    /** The id, as the address has it. */
    public String getId() {
        return parameter("id");
    }

    /** The word of the shown tab. */
    public String getTab() {
        return Tab.of(parameter("tab")).getWord();
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
