// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStore;
import org.retrace.task.queue.TaskQueue;

class TasksPageTest {

    private final List<RetraceTask> newestFirst = new ArrayList<>();

    private final TaskStore store = new TaskStore() {
        @Override
        public List<RetraceTask> newest(int limit, OptionalLong beforeArrival) {
            return newestFirst.stream()
                    .filter(task -> task.getArrival() < beforeArrival.orElse(Long.MAX_VALUE))
                    .limit(limit)
                    .toList();
        }
    };

    private final TaskFiles files = new TaskFiles() {
        @Override
        public Optional<Path> backtrace(long taskId) {
            return Optional.of(Path.of("backtrace")).filter(file -> taskId == 100_000_001);
        }

        @Override
        public Optional<Path> log(long taskId) {
            return Optional.empty();
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

    private List<Long> shown() {
        return page.getRows().stream().map(row -> row.id() - 100_000_000).toList();
    }

    @Test
    void emptyListTakesTheFirstTasksThatCome() {
        page.look(store, queue, files);
        assertThat(page.isNothing()).isTrue();
        arrive(2);
        page.look(store, queue, files);
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.isNothing()).isFalse();
        assertThat(page.getNewer()).isZero();
    }

    @Test
    void newerTasksAreCountedAndMoveNothing() {
        arrive(2);
        page.look(store, queue, files);
        arrive(1);
        page.look(store, queue, files);
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.getNewerSentence()).isEqualTo("1 newer task");
        arrive(1);
        page.look(store, queue, files);
        assertThat(page.getNewerSentence()).isEqualTo("2 newer tasks");
        assertThat(page.getSummary()).isEqualTo("0 queued, 0 running, 0 failed of 2 tasks shown; 2 newer tasks");
        arrive(100);
        page.look(store, queue, files);
        assertThat(shown()).containsExactly(2L, 1L);
        assertThat(page.getNewerSentence()).isEqualTo("50 or more newer tasks");
    }

    @Test
    void refreshesOftenWhileSomethingIsUnderWay() {
        arrive(TaskState.RUNNING);
        page.look(store, queue, files);
        assertThat(page.getPollSeconds()).isEqualTo(2);
        newestFirst.set(0, new StandingTask(1, TaskState.FAILURE, true));
        page.look(store, queue, files);
        assertThat(page.getPollSeconds()).isEqualTo(10);
        assertThat(page.getRows()).extracting(TaskView::word).containsExactly("Failed");
    }

    @Test
    void pagesHoldFiftyRowsAndLeadToEachOther() {
        arrive(120);
        page.look(store, queue, files);
        assertThat(shown()).hasSize(50).startsWith(120L).endsWith(71L);
        assertThat(page.getNewerAddress()).isEmpty();
        assertThat(page.getOlderAddress()).isEqualTo("tasks.xhtml?page=71");
        page.setPage("71.21");
        page.look(store, queue, files);
        assertThat(shown()).hasSize(20).startsWith(20L).endsWith(1L);
        assertThat(page.getNewerAddress()).isEqualTo("tasks.xhtml?page=71");
        assertThat(page.getOlderAddress()).isEmpty();
        assertThat(page.getNewer()).isZero();
    }

    @Test
    void addressBeyondTheOldestIsNotAnEmptyService() {
        arrive(3);
        page.setPage("1");
        page.look(store, queue, files);
        assertThat(page.isBeyond()).isTrue();
        assertThat(page.isNothing()).isFalse();
    }

    @Test
    void offersTheTextsThatAreThere() {
        arrive(2);
        page.look(store, queue, files);
        assertThat(page.getRows()).extracting(TaskView::backtrace).containsExactly(false, true);
        assertThat(page.getRows()).extracting(TaskView::log).containsExactly(false, false);
    }
}
