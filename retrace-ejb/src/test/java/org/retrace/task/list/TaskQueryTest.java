// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.schema.ManyTasks;

/** Pages of lists with 100,000 tasks: what is on them, and how little PostgreSQL looks at for them. */
@ExtendWith(ManyTasks.class)
class TaskQueryTest {

    private static final int ROWS = 50;

    /** Fifty rows, each found through an index of a few levels, with room. */
    private static final int FEW_PAGES = 600;

    private static final long DEEP = ManyTasks.TASKS / 2;

    private final ManyTasks.Database database;

    TaskQueryTest(ManyTasks.Database database) {
        this.database = database;
    }

    private static TaskFilter term(TaskTerm term, String text) {
        return new TaskFilter(Optional.empty(), Map.of(term, text), Optional.empty(), Optional.empty());
    }

    private static TaskFilter terms(Standing standing, Map<TaskTerm, String> terms) {
        return new TaskFilter(Optional.of(standing), terms, Optional.empty(), Optional.empty());
    }

    private static TaskFilter time(long since, long until) {
        return new TaskFilter(Optional.empty(), Map.of(), Optional.of(moment(since)), Optional.of(moment(until)));
    }

    /** When the task of this arrival was created. */
    private static Instant moment(long arrival) {
        return ManyTasks.BEGIN.plusSeconds(10 * arrival);
    }

    static Stream<Arguments> filters() {
        var signature = "/usr/bin/toaster:11:read_scale_7:crumb_weigh:main";
        return Stream.of(
                Arguments.of("all", TaskFilter.NONE),
                Arguments.of("successes", TaskFilter.of(Standing.SUCCESS)),
                Arguments.of("queued", TaskFilter.of(Standing.QUEUED)),
                Arguments.of("running, of which there is none", TaskFilter.of(Standing.RUNNING)),
                Arguments.of("common package", term(TaskTerm.PACKAGE, "baker")),
                Arguments.of("common package that has not crashed for long", term(TaskTerm.PACKAGE, "toaster")),
                Arguments.of("rare package", term(TaskTerm.PACKAGE, "jam")),
                Arguments.of("version of a package", term(TaskTerm.PACKAGE, "toaster-1.0-1.x86_64")),
                Arguments.of("unknown package", term(TaskTerm.PACKAGE, "nothing")),
                Arguments.of("common release", term(TaskTerm.RELEASE, ManyTasks.RELEASE)),
                Arguments.of("rare release", term(TaskTerm.RELEASE, "Crumb release 99")),
                Arguments.of("signature", term(TaskTerm.SIGNATURE, signature)),
                Arguments.of("key of a signature", term(TaskTerm.SIGNATURE, SignatureKey.of(signature))),
                Arguments.of("common function", term(TaskTerm.FUNCTION, "main")),
                Arguments.of("rare function", term(TaskTerm.FUNCTION, "read_scale_1")),
                Arguments.of("common build-id", term(TaskTerm.BUILD_ID, "c0ffee".repeat(6) + "c0ff")),
                Arguments.of(
                        "function and build-id",
                        new TaskFilter(
                                Optional.empty(),
                                Map.of(TaskTerm.FUNCTION, "main", TaskTerm.BUILD_ID, "c0ffee".repeat(6) + "c0ff"),
                                Optional.empty(),
                                Optional.empty())),
                Arguments.of("one person's", TaskFilter.NONE.of(ManyTasks.OWNER)),
                Arguments.of("nobody's", TaskFilter.NONE.of(ManyTasks.OWNER + 1)),
                Arguments.of(
                        "one person's of a state",
                        TaskFilter.of(Standing.FAILURE).of(ManyTasks.OWNER)),
                Arguments.of(
                        "one person's of a state that none is in",
                        TaskFilter.of(Standing.RUNNING).of(ManyTasks.OWNER)),
                Arguments.of(
                        "one person's of a common package",
                        term(TaskTerm.PACKAGE, "baker").of(ManyTasks.OWNER)),
                Arguments.of(
                        "one person's of a common release",
                        term(TaskTerm.RELEASE, ManyTasks.RELEASE).of(ManyTasks.OWNER)),
                Arguments.of("time", time(100, 1000)),
                Arguments.of("time without tasks", time(2 * ManyTasks.TASKS, 3 * ManyTasks.TASKS)),
                Arguments.of(
                        "state and package that never go together",
                        terms(Standing.INCOMPLETE, Map.of(TaskTerm.PACKAGE, "jam"))),
                Arguments.of(
                        "state and release that never go together",
                        terms(Standing.FAILURE, Map.of(TaskTerm.RELEASE, ManyTasks.RELEASE))),
                Arguments.of(
                        "package and release that never go together",
                        new TaskFilter(
                                Optional.empty(),
                                Map.of(TaskTerm.PACKAGE, "jam", TaskTerm.RELEASE, ManyTasks.RELEASE),
                                Optional.empty(),
                                Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void looksAtLittleForAPage(String name, TaskFilter filter) throws SQLException {
        for (var before : List.of(Long.MAX_VALUE, DEEP)) {
            var question = TaskQuery.of(filter, isVersioned(filter), before);
            var plan = database.explain(question.sql() + " limit " + ROWS, question.parameters());
            assertThat(plan.pages()).as(plan.text()).isPositive().isLessThan(FEW_PAGES);
            assertThat(plan.text()).doesNotContain("Seq Scan");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void pagesFollowEachOtherWithoutGapOrOverlap(String name, TaskFilter filter) throws SQLException {
        var first = page(filter, DEEP, 3);
        var both = page(filter, DEEP, 6);
        var second = first.isEmpty() ? List.<Long>of() : page(filter, first.get(first.size() - 1), 3);

        assertThat(Stream.concat(first.stream(), second.stream())).containsExactlyElementsOf(both);
        assertThat(both).allMatch(arrival -> arrival < DEEP).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void holdsTheTasksOfThatTermAlone() throws SQLException {
        assertThat(page(TaskFilter.NONE, Long.MAX_VALUE, 3)).containsExactly(100_000L, 99_999L, 99_998L);
        assertThat(page(TaskFilter.of(Standing.FAILURE), 100, 3)).containsExactly(87L, 67L, 47L);
        assertThat(page(TaskFilter.of(Standing.INCOMPLETE), 100, 2)).containsExactly(83L, 63L);
        assertThat(page(term(TaskTerm.PACKAGE, "jam"), 3000, 9)).containsExactly(2007L, 1007L, 7L);
        assertThat(page(term(TaskTerm.PACKAGE, "jam-2.0-1.x86_64"), 9000, 9)).containsExactly(2007L);
        assertThat(page(term(TaskTerm.RELEASE, "Crumb release 99"), 300, 2)).containsExactly(299L, 199L);
        assertThat(page(term(TaskTerm.FUNCTION, "read_scale_1"), 10_002, 2)).containsExactly(10_001L, 5001L);
        assertThat(page(term(TaskTerm.BUILD_ID, "c0ffee".repeat(6) + "c0ff"), 3, 9))
                .containsExactly(2L, 1L);
    }

    @Test
    void holdsTheTasksOfThatPersonAlone() throws SQLException {
        var mine = TaskFilter.NONE.of(ManyTasks.OWNER);
        assertThat(page(mine, 3000, 9)).containsExactly(2011L, 1011L, 11L);
        assertThat(page(term(TaskTerm.PACKAGE, "baker").of(ManyTasks.OWNER), 61_012, 9))
                .containsExactly(61_011L, 60_011L);
        assertThat(page(TaskFilter.of(Standing.FAILURE).of(ManyTasks.OWNER), 9000, 9))
                .isEmpty();
    }

    @Test
    void holdsTheTasksOfThatTimeAlone() throws SQLException {
        assertThat(page(time(100, 103), Long.MAX_VALUE, 9)).containsExactly(102L, 101L, 100L);
        assertThat(page(time(-10, 3), Long.MAX_VALUE, 9)).containsExactly(2L, 1L);
        assertThat(page(time(99_999, 200_000), Long.MAX_VALUE, 9)).containsExactly(100_000L, 99_999L);
    }

    @Test
    void findsTasksThatCameIntoTheListOutOfTheOrderOfTheirCreation() throws SQLException {
        var late = moment(500).minus(Duration.ofMinutes(59));
        database.ask(
                "update retrace_task set created_at = :late where arrival = 500 returning arrival",
                Map.of("late", late));
        var filter = new TaskFilter(
                Optional.empty(), Map.of(), Optional.of(late.minusSeconds(1)), Optional.of(late.plusSeconds(1)));

        assertThat(page(filter, Long.MAX_VALUE, 9)).contains(500L);
    }

    private List<Long> page(TaskFilter filter, long before, int rows) throws SQLException {
        var question = TaskQuery.of(filter, isVersioned(filter), before);
        var parameters = new HashMap<String, Object>(question.parameters());
        return database.ask(question.sql() + " limit " + rows, parameters).stream()
                .map(id -> ((Number) id).longValue() - 5_000_000_000L)
                .toList();
    }

    private static boolean isVersioned(TaskFilter filter) {
        return filter.terms().getOrDefault(TaskTerm.PACKAGE, "").contains(".");
    }
}
