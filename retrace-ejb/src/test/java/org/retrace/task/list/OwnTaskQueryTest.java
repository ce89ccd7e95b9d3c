// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.schema.ManyTasks;

/** Lists of what is one person's: each five hundredth task of 100,000. */
@ExtendWith(ManyTasks.class)
class OwnTaskQueryTest {

    private static final int ROWS = 50;

    /** Two hundred tasks, each found by an index of a few levels, and looked up in another. */
    private static final int FEW_PAGES = 2500;

    private final ManyTasks.Database database;
    private long owner;

    OwnTaskQueryTest(ManyTasks.Database database) {
        this.database = database;
    }

    @BeforeEach
    void giveEachFiveHundredth() throws SQLException {
        var known = database.ask("select min(id) from person where display_name = 'Eve'", Map.of());
        owner = known.get(0) instanceof Number number ? number.longValue() : make();
    }

    private long make() throws SQLException {
        var made = ((Number) database.ask("insert into person (display_name) values ('Eve') returning id", Map.of())
                        .get(0))
                .longValue();
        database.ask(
                "update retrace_task set owner_id = :owner where arrival % 500 = 7 returning arrival",
                Map.of("owner", made));
        return made;
    }

    static Stream<TaskFilter> filters() {
        return Stream.of(
                TaskFilter.NONE,
                TaskFilter.of(Standing.FAILURE),
                TaskFilter.of(Standing.INCOMPLETE),
                term(TaskTerm.PACKAGE, "baker"),
                term(TaskTerm.PACKAGE, "jam"),
                term(TaskTerm.RELEASE, ManyTasks.RELEASE),
                term(TaskTerm.SIGNATURE, "/usr/bin/toaster:11:read_scale_7:crumb_weigh:main"),
                term(TaskTerm.FUNCTION, "main"),
                term(TaskTerm.FUNCTION, "read_scale_1"),
                term(TaskTerm.BUILD_ID, "c0ffee".repeat(6) + "c0ff"));
    }

    private static TaskFilter term(TaskTerm term, String text) {
        return new TaskFilter(Optional.empty(), Map.of(term, text), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("filters")
    void looksAtLittleForAPage(TaskFilter filter) throws SQLException {
        var question = TaskQuery.of(filter.of(owner), false, Long.MAX_VALUE);
        var plan = database.explain(question.sql() + " limit " + ROWS, question.parameters());
        assertThat(plan.pages()).as(plan.text()).isPositive().isLessThan(FEW_PAGES);
        assertThat(plan.text()).contains("retrace_task_owner").doesNotContain("Seq Scan");
    }

    @Test
    void holdsTheTasksOfThatPersonAlone() throws SQLException {
        assertThat(page(TaskFilter.NONE, 2000, 9)).containsExactly(1507L, 1007L, 507L, 7L);
        assertThat(page(term(TaskTerm.PACKAGE, "jam"), 2500, 9)).containsExactly(2007L, 1007L, 7L);
        assertThat(page(term(TaskTerm.FUNCTION, "main"), 1000, 9)).containsExactly(507L, 7L);
        assertThat(page(term(TaskTerm.FUNCTION, "read_scale_1"), Long.MAX_VALUE, 9))
                .isEmpty();
        assertThat(page(term(TaskTerm.BUILD_ID, "c0ffee".repeat(6) + "c0ff"), 1000, 9))
                .containsExactly(507L, 7L);
        assertThat(page(TaskFilter.of(Standing.INCOMPLETE), Long.MAX_VALUE, 9)).isEmpty();
    }

    @Test
    void isEmptyForWhoeverHasNone() throws SQLException {
        var question = TaskQuery.of(TaskFilter.NONE.of(owner + 1), false, Long.MAX_VALUE);
        assertThat(database.ask(question.sql(), question.parameters())).isEmpty();
        assertThat(TaskFilter.NONE.of(owner).owner()).isEqualTo(OptionalLong.of(owner));
    }

    private List<Long> page(TaskFilter filter, long before, int rows) throws SQLException {
        var question = TaskQuery.of(filter.of(owner), false, before);
        return database.ask(question.sql() + " limit " + rows, question.parameters()).stream()
                .map(id -> ((Number) id).longValue() - 5_000_000_000L)
                .toList();
    }
}
