// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.TaskView;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.search.Hits;
import org.retrace.task.search.SearchText;
import org.retrace.task.search.TaskSearch;

/** The page of what was looked for. */
@Named
@RequestScoped
public class SearchPage {

    /** Most characters that the page repeats of what was looked for. */
    private static final int REPEATED = 200;

    @Inject
    private HttpServletRequest request;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskSearch search;

    private SearchText asked = new SearchText("");
    private List<Group> groups = List.of();

    /** Looks for what the address says. */
    public void look() {
        var text = request.getParameter("q");
        look(new SearchText(text == null ? "" : text), tasks, search);
    }

    void look(SearchText text, TaskStore store, TaskSearch names) {
        asked = text;
        if (text.isEmpty()) {
            return;
        }
        var found = new ArrayList<Group>();
        text.taskId().stream()
                .boxed()
                .flatMap(id -> store.find(id).stream())
                .forEach(task -> found.add(new Group("Tasks", true, List.of(line(task)), false)));
        found.add(Group.of(
                "Build-ids",
                TaskTerm.BUILD_ID,
                text.buildId().map(names::buildIds).orElse(Hits.NONE)));
        found.add(Group.of("Packages", TaskTerm.PACKAGE, names.packages(text.text())));
        found.add(Group.of("Functions", TaskTerm.FUNCTION, names.functions(text.text())));
        found.add(Group.of("Signatures", TaskTerm.SIGNATURE, names.signatures(text.text())));
        found.removeIf(group -> group.found().isEmpty());
        groups = found;
    }

    private static Found line(RetraceTask task) {
        var view = TaskView.of(task, 0, Clock.systemUTC().instant());
        var about = Stream.of(view.word(), view.packageName(), view.signature())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
        return new Found(Long.toString(view.id()), "", about, view.age(), "task/task.xhtml?id=" + view.id());
    }

    public List<Group> getGroups() {
        return groups;
    }

    /** What was looked for, as the page repeats it; empty when nothing was. */
    public String getAsked() {
        return Plain.of(asked.text(), REPEATED);
    }
}
