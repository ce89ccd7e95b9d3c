// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;
import org.retrace.task.search.Hit;
import org.retrace.task.search.Hits;
import org.retrace.task.search.SearchText;
import org.retrace.task.search.TaskSearch;

class SearchPageTest {

    private static final String BUILD_ID = "c0ffee".repeat(6) + "c0ff";

    /** Holds one task, 123456. */
    private final TaskStore tasks = new TaskStore() {
        @Override
        public Optional<RetraceTask> find(long id) {
            return Optional.of(new RetraceTask(id, TaskType.RETRACE, Instant.EPOCH))
                    .filter(task -> id == 123_456);
        }
    };

    /** Knows one name of each kind, and only if it is looked for in full. */
    private final TaskSearch search = new TaskSearch() {
        @Override
        public Hits buildIds(String start) {
            return hits(start, "c0ffee", new Hit(BUILD_ID, "/usr/lib64/libc.so.6", 101));
        }

        @Override
        public Hits packages(String start) {
            return hits(start, "toaster", new Hit("toaster", "2 in the index", 0));
        }

        @Override
        public Hits functions(String start) {
            return hits(start, "main", new Hit("main\u202E", "", 1));
        }

        @Override
        public Hits signatures(String start) {
            return hits(start, "/usr/bin/toaster:11:main", new Hit("/usr/bin/toaster:11:main", "", 2));
        }

        private Hits hits(String start, String whole, Hit hit) {
            return new Hits(start.equals(whole) ? List.of(hit) : List.of(), false);
        }
    };

    private List<Group> search(String text) {
        var page = new SearchPage();
        page.look(new SearchText(text), tasks, search);
        return page.getGroups();
    }

    private Found only(String text, String title) {
        var groups = search(text);
        assertThat(groups).extracting(Group::title).containsExactly(title);
        return groups.get(0).found().get(0);
    }

    @Test
    void taskLeadsToItsPage() {
        var found = only("123456", "Tasks");
        assertThat(found.text()).isEqualTo("123456");
        assertThat(found.about()).isEqualTo("Queued");
        assertThat(found.address()).isEqualTo("task/task.xhtml?id=123456");
    }

    @Test
    void madeUpIdIsNotFound() {
        assertThat(search("999999")).isEmpty();
    }

    @Test
    void buildIdIsShortenedAndCopiedWhole() {
        var found = only("C0FFEE", "Build-ids");
        assertThat(found.text()).isEqualTo("c0ffeec0ffee…eec0ffeec0ff");
        assertThat(found.whole()).isEqualTo(BUILD_ID);
        assertThat(found.tasks()).isEqualTo("over 100 tasks");
        assertThat(found.address()).isEqualTo("task/tasks.xhtml?build=" + BUILD_ID);
    }

    @Test
    void packageThatNeverCrashedLeadsNowhere() {
        var found = only("toaster", "Packages");
        assertThat(found.tasks()).isEqualTo("no task");
        assertThat(found.address()).isEmpty();
    }

    @Test
    void namesOfStrangersArePlainAndLeadToThemselves() {
        var found = only("main", "Functions");
        assertThat(found.text()).isEqualTo("main⟨U+202E⟩");
        assertThat(found.tasks()).isEqualTo("1 task");
        assertThat(found.address()).isEqualTo("task/tasks.xhtml?function=main%E2%80%AE");
    }

    @Test
    void signatureLeadsToItsTasksByItsKey() {
        assertThat(only("/usr/bin/toaster:11:main", "Signatures").address())
                .matches("task/tasks\\.xhtml\\?signature=[0-9a-f]{32}");
    }

    @Test
    void nothingLookedForIsNothingFound() {
        assertThat(search("  ")).isEmpty();
    }
}
