// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskType;
import org.retrace.task.queue.TaskQueue;

class PlacesTest {

    /** A queue that counts how often it is asked. */
    private static final class CountingQueue extends TaskQueue {
        private int asked;

        @Override
        public long ahead(RetraceTask task) {
            asked++;
            return 7;
        }
    }

    @Test
    void onlyTheOldestWaitingTaskAsksTheDatabase() {
        var queue = new CountingQueue();
        var places = new Places(queue, false);
        var task = new RetraceTask(1, TaskType.ofCode(0), Instant.EPOCH);
        assertThat(places.ahead(task)).isEqualTo(7);
        assertThat(places.ahead(task)).isEqualTo(8);
        assertThat(places.ahead(task)).isEqualTo(9);
        assertThat(queue.asked).isEqualTo(1);
    }

    @Test
    void everyWaitingTaskAsksWhereOthersMayWaitBetweenThem() {
        var queue = new CountingQueue();
        var places = new Places(queue, true);
        var task = new RetraceTask(1, TaskType.ofCode(0), Instant.EPOCH);
        assertThat(places.ahead(task)).isEqualTo(7);
        assertThat(places.ahead(task)).isEqualTo(7);
        assertThat(queue.asked).isEqualTo(2);
    }
}
