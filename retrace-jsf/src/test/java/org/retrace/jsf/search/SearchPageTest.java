// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.find.FoundPackage;
import org.retrace.repository.find.PackageBy;
import org.retrace.repository.find.PackagePlace;
import org.retrace.repository.find.PackageSearch;
import org.retrace.rpm.Nevra;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskType;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.search.Hit;
import org.retrace.task.search.Hits;
import org.retrace.task.search.SearchText;
import org.retrace.task.search.TaskNames;
import org.retrace.task.search.TaskSearch;

class SearchPageTest {

    private static final String BUILD_ID = "c0ffee".repeat(6) + "c0ff";

    /** Holds one task, 123456. */
    private final TaskOwners tasks = new TaskOwners() {
        @Override
        public Optional<RetraceTask> find(long id) {
            return Optional.of(new RetraceTask(id, TaskType.RETRACE, Instant.EPOCH))
                    .filter(task -> id == 123_456);
        }
    };

    /** Knows one name of each kind, and only if it is looked for in full. */
    private final TaskNames search = new TaskNames() {
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

    /** Knows one package, by whatever is asked with its whole text. */
    private final PackageSearch packages = new PackageSearch() {
        @Override
        public List<FoundPackage> page(PackageBy by, String text, PackagePlace after, int most) {
            var known = Map.of(
                    PackageBy.NAME, "jam",
                    PackageBy.VERSION, "jam-2",
                    PackageBy.BUILD_ID, "facade",
                    PackageBy.PATH, "/usr/bin/jam");
            return text.equals(known.get(by)) ? Collections.nCopies(most, JAM) : List.of();
        }
    };

    private static final FoundPackage JAM = new FoundPackage(
            new Nevra("jam", 0, "2.0", "1", "x86_64"),
            ReleaseName.parse("crumb-1-x86_64").map(release -> new RepositoryName(release, "base")),
            Optional.of("/usr/bin/jam\u202E"),
            Path.of("/r/jam.rpm"),
            2048,
            PackagePlace.FIRST);

    private List<Group> search(String text) {
        var page = new SearchPage();
        page.look(new SearchText(text), tasks, search, packages);
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

    @ParameterizedTest
    @CsvSource({
        "jam, name, Packages of the index",
        "jam-2, version, Packages of the index",
        "facade, build-id, Packages of the index with this build-id",
        "/usr/bin/jam, file, Packages of the index with this file",
    })
    void packageOfTheIndexIsFoundByAnyOfItsNames(String text, String by, String title) {
        var found = only(text, title);
        assertThat(found.text()).isEqualTo("jam-2.0-1.x86_64");
        assertThat(found.about()).isEqualTo("base of crumb-1-x86_64 · /usr/bin/jam⟨U+202E⟩");
        assertThat(found.tasks()).isEqualTo("2.0 KiB");
        assertThat(found.address()).isEqualTo("repository/release.xhtml?release=crumb-1-x86_64");
        var group = search(text).get(0);
        assertThat(group.found()).hasSize(TaskSearch.SHOWN);
        assertThat(group.more()).isTrue();
        assertThat(group.all()).startsWith("repository/packages.xhtml?q=").endsWith("&by=" + by);
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
