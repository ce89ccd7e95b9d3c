// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrace.task.result.TaskNews;
import org.retrace.task.result.TaskNewsStore;
import org.retrace.web.WebLogger;

/** All clients that follow tasks here: one look at the database, four times a second, for all of them together. */
@ApplicationScoped
public class TaskStreams {

    static final int MOST = 64;
    static final int MOST_OF_ONE = 8;

    private static final long LOOK_MILLIS = 250;

    private final List<TaskStream> streams = new ArrayList<>();
    private @Nullable ScheduledFuture<?> looks;

    @Inject
    private TaskNewsStore store;

    @Resource
    private ManagedScheduledExecutorService timer;

    /** Each module of the application may say that it has started. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        end();
        looks = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        if (looks != null) {
            looks.cancel(false);
        }
        open().forEach(TaskStream::end);
    }

    /** A place for a client; empty when all are taken, or all that one person may have. */
    Optional<TaskStream> open(long personId, long taskId, EventPlace told) {
        synchronized (streams) {
            long own = streams.stream()
                    .filter(stream -> stream.personId() == personId)
                    .count();
            if (own >= MOST_OF_ONE || streams.size() >= MOST) {
                return Optional.empty();
            }
            TaskStream stream = new TaskStream(personId, taskId, told, System.nanoTime());
            streams.add(stream);
            return Optional.of(stream);
        }
    }

    /** Whether there is no place for anybody. */
    boolean isFull() {
        synchronized (streams) {
            return streams.size() >= MOST;
        }
    }

    private List<TaskStream> open() {
        synchronized (streams) {
            streams.removeIf(TaskStream::isOver);
            return List.copyOf(streams);
        }
    }

    /** Whatever comes of it, it is not the last one: where it fails, clients come again when the server can look. */
    private void look() {
        List<TaskStream> open = open();
        try {
            if (!open.isEmpty()) {
                tell(open);
            }
        } catch (RuntimeException e) {
            WebLogger.LOG.followingFailed(e);
            open.forEach(TaskStream::end);
        }
    }

    private void tell(List<TaskStream> open) {
        Set<Long> tasks = open.stream().map(TaskStream::taskId).collect(Collectors.toSet());
        long from = open.stream().mapToLong(stream -> stream.told().run()).min().orElse(0);
        Map<Long, TaskNews> news = new HashMap<>();
        store.of(tasks, from).forEach(each -> news.put(each.taskId(), each));
        long now = System.nanoTime();
        open.forEach(stream -> stream.look(Optional.ofNullable(news.get(stream.taskId())), now));
    }
}
