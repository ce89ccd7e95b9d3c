// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskLists;
import org.retrace.task.queue.TaskQueue;

class TasksPageTest {

    private final List<RetraceTask> newestFirst = new ArrayList<>();

    /** Knows the filter by state alone. */
    private final TaskLists store = new TaskLists() {
        @Override
        public List<RetraceTask> page(TaskFilter filter, OptionalLong beforeArrival, int limit) {
            return newestFirst.stream()
                    .filter(task -> task.getArrival() < beforeArrival.orElse(Long.MAX_VALUE))
                    .filter(task ->
                            filter.standing().isEmpty() || filter.standing().get() == Standing.of(task))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<RetraceTask> again(Collection<Long> ids) {
            return newestFirst.stream()
                    .filter(task -> ids.contains(task.getId()))
                    .toList();
        }
    };

    private final TaskQueue queue = new TaskQueue();

    private final TasksPage page = new TasksPage();

    private void arrive(TaskState state) {
        newestFirst.add(0, new StandingTask(newestFirst.size() + 1, state, true));
    }

    private void arrive(int tasks) {
        for (var i = 0; i < tasks; i++) {
            arrive(TaskState.SUCCESS);
        }
    }

    private void open(String name, String value) {
        page.open(Map.of(name, value), Clock.systemUTC());
        look();
    }

    private void look() {
        page.look(store, queue);
    }

    private List<Long> shown() {
        return page.getRows().stream().map(row -> row.id() - 100_000_000).toList();
    }

    @Test
    void emptyListTakesTheFirstTasksThatCome() {
        look();
        assertThat(page.isNothing()).isTrue();
        arrive(2);
        look();
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.isNothing()).isFalse();
        assertThat(page.getNewer()).isZero();
    }

    @Test
    void newerTasksAreCountedAndMoveNothing() {
        arrive(2);
        look();
        arrive(1);
        look();
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.getNewerSentence()).isEqualTo("1 newer task");
        arrive(1);
        look();
        assertThat(page.getNewerSentence()).isEqualTo("2 newer tasks");
        assertThat(page.getSummary()).isEqualTo("0 queued, 0 running, 0 failed of 2 tasks shown; 2 newer tasks");
        arrive(100);
        look();
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.getNewerSentence()).isEqualTo("50 or more newer tasks");
    }

    @Test
    void fullPageHasNoNewerTaskWhenNoneCame() {
        arrive(51);
        look();
        look();
        assertThat(page.getNewer()).isZero();
        arrive(1);
        look();
        assertThat(page.getNewer()).isEqualTo(1);
    }

    @Test
    void taskStaysOnThePageWhenItsStateNoLongerMatches() {
        arrive(TaskState.RUNNING);
        open("state", "running");
        newestFirst.set(0, new StandingTask(1, TaskState.FAILURE, true));
        look();
        assertThat(page.getRows()).extracting(TaskView::word).containsExactly("Failed");
    }

    @Test
    void taskThatComesToMatchIsCounted() {
        arrive(TaskState.RUNNING);
        arrive(TaskState.FAILURE);
        open("state", "failed");
        assertThat(shown()).containsExactly(2L);
        newestFirst.set(1, new StandingTask(1, TaskState.FAILURE, true));
        look();
        assertThat(shown()).containsExactly(2L);
        assertThat(page.getNewerSentence()).isEqualTo("1 more task");
    }

    @Test
    void refreshesOftenWhileSomethingIsUnderWay() {
        arrive(TaskState.RUNNING);
        look();
        assertThat(page.getPollSeconds()).isEqualTo(2);
        newestFirst.set(0, new StandingTask(1, TaskState.FAILURE, true));
        look();
        assertThat(page.getPollSeconds()).isEqualTo(10);
        assertThat(page.getRows()).extracting(TaskView::word).containsExactly("Failed");
    }

    @Test
    void pagesHoldFiftyRowsAndLeadToEachOther() {
        arrive(120);
        look();
        assertThat(shown()).hasSize(50).startsWith(120L).endsWith(71L);
        assertThat(page.getNewerAddress()).isEmpty();
        assertThat(page.getOlderAddress()).isEqualTo("tasks.xhtml?page=71");
    }

    @Test
    void laterPageLeadsBack() {
        arrive(120);
        open("page", "71.21");
        assertThat(shown()).hasSize(20).startsWith(20L).endsWith(1L);
        assertThat(page.getNewerAddress()).isEqualTo("tasks.xhtml?page=71");
        assertThat(page.getOlderAddress()).isEmpty();
        look();
        assertThat(page.getNewer()).isZero();
    }

    @Test
    void addressBeyondTheOldestIsNotAnEmptyService() {
        arrive(3);
        open("page", "1");
        assertThat(page.isBeyond()).isTrue();
        assertThat(page.isNothing()).isFalse();
        assertThat(page.isNoMatch()).isFalse();
    }

    @Test
    void filterThatNothingPassesIsNotAnEmptyService() {
        arrive(3);
        open("state", "failed");
        assertThat(page.isNoMatch()).isTrue();
        assertThat(page.isNothing()).isFalse();
        assertThat(page.isBeyond()).isFalse();
    }

    @Test
    void nonsenseIsSaidAboveAllTasks() {
        arrive(3);
        open("state", "lost");
        assertThat(shown()).hasSize(3);
        assertThat(page.getComplaints()).hasSize(1);
    }
}
