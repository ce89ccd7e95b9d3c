// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.retrace.task.result.TaskNews;
import org.retrace.web.LaterStream;
import org.retrace.web.WebLogger;

/**
 * One client that follows one task. It is written to when there is something to say and it takes it; whoever takes
 * nothing is told nothing more. It ends with the task, and after a minute at the latest: then the client comes again
 * and shows again who it is.
 */
final class TaskStream implements LaterStream, WriteListener {

    static final Duration LIFE = Duration.ofMinutes(1);

    /** Less than the ten seconds of silence that the listener for HTTPS bears between two writes. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final String RETRY = "retry: 2000\n\n";
    private static final String COMMENT = ":\n\n";

    private final long personId;
    private final long taskId;
    private final long born;
    private final Queue<byte[]> unsent = new ArrayDeque<>();
    private EventPlace told;
    private long lastWords;
    private boolean last;
    private boolean over;
    private @Nullable AsyncContext exchange;
    private @Nullable ServletOutputStream out;

    /** @param now in nanoseconds, as {@link System#nanoTime()} tells */
    TaskStream(long personId, long taskId, EventPlace told, long now) {
        this.personId = personId;
        this.taskId = taskId;
        this.told = told;
        this.born = now;
        this.lastWords = now;
    }

    @Override
    public void begin(AsyncContext begun) throws IOException {
        begun.setTimeout(LIFE.multipliedBy(2).toMillis());
        ServletOutputStream body = begun.getResponse().getOutputStream();
        synchronized (this) {
            say(RETRY);
            body.setWriteListener(this);
            exchange = begun;
            out = body;
        }
    }

    long personId() {
        return personId;
    }

    long taskId() {
        return taskId;
    }

    synchronized EventPlace told() {
        return told;
    }

    /** Whether nothing more will come of it. */
    synchronized boolean isOver() {
        return over;
    }

    /** Tells what is new, if the client has taken what there was before. */
    synchronized void look(Optional<TaskNews> news, long now) {
        if (out == null || over) {
            over |= now - born > LIFE.toNanos();
            return;
        }
        if (now - born > LIFE.toNanos()) {
            end();
            return;
        }
        if (unsent.isEmpty() && !last) {
            tell(news, now);
        }
        send();
    }

    private void tell(Optional<TaskNews> news, long now) {
        List<TaskEvent> events = news.map(there -> TaskEvent.since(told, there)).orElse(List.of());
        for (TaskEvent event : events) {
            say(event.text());
            told = event.place();
            last |= event.name().equals(TaskEvent.FINISHED);
        }
        last |= news.isEmpty();
        if (unsent.isEmpty() && now - lastWords > HEARTBEAT.toNanos()) {
            say(COMMENT);
        }
        lastWords = unsent.isEmpty() ? lastWords : now;
    }

    private void say(String text) {
        unsent.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void onWritePossible() {
        send();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        left(failure);
    }

    /** Writes as much as the client takes now. */
    private void send() {
        ServletOutputStream body = out;
        if (body == null || over) {
            return;
        }
        try {
            boolean written = false;
            while (!unsent.isEmpty() && body.isReady()) {
                body.write(unsent.remove());
                written = true;
            }
            if (last && unsent.isEmpty()) {
                end();
            } else if (written && body.isReady()) {
                body.flush();
            }
        } catch (IOException e) {
            left(e);
        }
    }

    private void left(Throwable failure) {
        WebLogger.LOG.clientLeft(String.valueOf(failure.getMessage()));
        end();
    }

    /** Ends it, once, whatever the client has not taken. */
    synchronized void end() {
        AsyncContext begun = exchange;
        if (!over && begun != null) {
            over = true;
            begun.complete();
        }
        over = true;
    }
}
