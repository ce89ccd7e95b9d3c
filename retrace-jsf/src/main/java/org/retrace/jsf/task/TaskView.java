// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrace.task.RetraceTask;

/**
 * One task as a row of the list. Texts are empty where nothing is known.
 *
 * @param kind the state as a name of icons and style classes
 * @param word the state in a word
 * @param sentence what it is doing, or why it ended so
 * @param signal the signal that ended the program
 * @param age how long ago it was created, in words
 * @param created when it was created, to the second
 * @param duration how long it took or has run, in words
 * @param backtrace whether its backtrace can be read
 * @param log whether its log can be read
 */
public record TaskView(
        long id,
        String kind,
        String word,
        String sentence,
        String packageName,
        String program,
        String signal,
        String signature,
        String age,
        String created,
        String duration,
        boolean backtrace,
        boolean log)
        implements Serializable {

    /**
     * Which texts of a task can be read.
     *
     * @param backtrace whether its backtrace is published
     * @param log whether its log has begun
     */
    record Texts(boolean backtrace, boolean log) {}

    static TaskView of(RetraceTask task, long ahead, Texts texts, Instant now) {
        return new TaskView(
                task.getId(),
                kind(task),
                word(task),
                sentence(task, ahead),
                text(task.getPackageName()),
                text(task.getExecutable()),
                text(task.getSignalName()),
                text(task.getSignature()),
                Spans.ago(task.getCreatedAt(), now),
                Spans.exact(task.getCreatedAt()),
                duration(task, now),
                texts.backtrace(),
                texts.log());
    }

    /** The signature in pieces, each with the colon that ends it, so that a line may break between two. */
    public List<String> signatureParts() {
        return signature.isEmpty() ? List.of() : Arrays.asList(signature.split("(?<=:)", -1));
    }

    private static String kind(RetraceTask task) {
        return switch (task.getState()) {
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case SUCCESS -> task.isComplete() ? "success" : "partial";
            case FAILURE -> "failed";
        };
    }

    private static String word(RetraceTask task) {
        return switch (task.getState()) {
            case QUEUED -> "Queued";
            case RUNNING -> "Running";
            case SUCCESS -> task.isComplete() ? "Success" : "Incomplete";
            case FAILURE -> "Failed";
        };
    }

    private static String sentence(RetraceTask task, long ahead) {
        var failure = task.getFailure();
        if (failure != null) {
            return failure;
        }
        return switch (task.getState()) {
            case SUCCESS -> task.isComplete() ? "" : "Some modules lack packages or debuginfo; the log names them";
            default -> task.statusText(ahead);
        };
    }

    private static String duration(RetraceTask task, Instant now) {
        var started = task.getStartedAt();
        if (started == null) {
            return "";
        }
        var finished = task.getFinishedAt();
        return finished == null
                ? "for " + Spans.took(Duration.between(started, now))
                : "took " + Spans.took(Duration.between(started, finished));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
