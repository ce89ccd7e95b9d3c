// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.TaskView;
import org.retrace.repository.find.PackageBy;
import org.retrace.repository.find.PackagePlace;
import org.retrace.repository.find.PackageSearch;
import org.retrace.task.RetraceTask;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.search.Hits;
import org.retrace.task.search.SearchText;
import org.retrace.task.search.TaskNames;
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
    private TaskOwners tasks;

    @Inject
    private TaskNames search;

    @Inject
    private PackageSearch packages;

    private SearchText asked = new SearchText("");
    private List<Group> groups = List.of();

    /** Looks for what the address says. */
    public void look() {
        var text = request.getParameter("q");
        look(new SearchText(text == null ? "" : text), tasks, search, packages);
    }

    void look(SearchText text, TaskOwners store, TaskNames names, PackageSearch index) {
        asked = text;
        if (text.isEmpty()) {
            return;
        }
        var found = new ArrayList<Group>();
        text.taskId().stream()
                .boxed()
                .flatMap(id -> store.find(id).stream())
                .forEach(task -> found.add(new Group("Tasks", true, List.of(line(task)), false, "")));
        found.add(Group.of(
                "Build-ids",
                TaskTerm.BUILD_ID,
                text.buildId().map(names::buildIds).orElse(Hits.NONE)));
        found.add(Group.of("Packages", TaskTerm.PACKAGE, names.packages(text.text())));
        found.addAll(held(text, index));
        found.add(Group.of("Functions", TaskTerm.FUNCTION, names.functions(text.text())));
        found.add(Group.of("Signatures", TaskTerm.SIGNATURE, names.signatures(text.text())));
        found.removeIf(group -> group.found().isEmpty());
        groups = found;
    }

    /** Packages of the index, by each of what the text may be. */
    private static List<Group> held(SearchText text, PackageSearch index) {
        var asked = new EnumMap<PackageBy, String>(PackageBy.class);
        if (text.text().startsWith("/")) {
            asked.put(PackageBy.PATH, "Packages of the index with this file");
        } else {
            asked.put(PackageBy.NAME, "Packages of the index");
            text.buildId().ifPresent(id -> asked.put(PackageBy.BUILD_ID, "Packages of the index with this build-id"));
        }
        var groups = new ArrayList<Group>();
        asked.forEach((by, title) -> groups.add(held(title, by, text, index)));
        if (asked.containsKey(PackageBy.NAME) && groups.get(0).found().isEmpty()) {
            groups.set(0, held("Packages of the index", PackageBy.VERSION, text, index));
        }
        return groups;
    }

    private static Group held(String title, PackageBy by, SearchText text, PackageSearch index) {
        var found = index.page(by, text.text(), PackagePlace.FIRST, TaskSearch.SHOWN + 1);
        return Group.of(title, by, text.text(), found);
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
