// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.frame.Sizes;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStep;
import org.retrace.task.list.SignatureKey;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskTerm;

/**
 * One task as a row of a list. Texts are empty where nothing is known, and those of strangers are {@linkplain Plain
 * plain}.
 *
 * @param kind the state as a name of icons and style classes
 * @param word the state in a word
 * @param sentence what it is doing, or why it ended so
 * @param step the step it is in, from 1; 0 unless it runs
 * @param signal the signal that ended the program
 * @param same the address of the list of tasks with this signature
 * @param size of the coredump, in words
 * @param age how long ago it was created, in words
 * @param created when it was created, to the second
 * @param duration how long it took or has run, in words
 */
public record TaskView(
        long id,
        String kind,
        String word,
        String sentence,
        int step,
        String packageName,
        String program,
        String signal,
        String signature,
        String same,
        String release,
        String size,
        String age,
        String created,
        String duration)
        implements Serializable {

    /** Most characters of a name, and of a sentence or signature: one row shows no more. */
    private static final int NAME = 160;

    private static final int SENTENCE = 400;

    private static final List<TaskStep> STEPS = List.of(TaskStep.values());

    /** The row of a task before which so many wait. */
    public static TaskView of(RetraceTask task, long ahead, Instant now) {
        var signature = task.getSignature();
        var coredump = task.getCoredumpBytes();
        return new TaskView(
                task.getId(),
                kind(Standing.of(task)),
                word(Standing.of(task)),
                Plain.of(sentence(task, ahead), SENTENCE),
                step(task),
                Plain.of(task.getPackageName(), NAME),
                Plain.of(task.getExecutable(), NAME),
                Plain.of(task.getSignalName(), NAME),
                Plain.of(signature, SENTENCE),
                signature == null ? "" : ListAddress.of(TaskTerm.SIGNATURE, SignatureKey.of(signature)),
                Plain.of(task.getOsRelease(), NAME),
                coredump.isPresent() ? Sizes.of(coredump.getAsLong()) : "",
                Spans.ago(task.getCreatedAt(), now),
                Spans.exact(task.getCreatedAt()),
                duration(task, now));
    }

    /**
     * What the signature says that program and signal do not, in pieces, each with the colon that ends it, so that a
     * line may break between two.
     */
    public List<String> signatureParts() {
        var known = program + ":";
        var rest = signature.startsWith(known) ? signature.substring(known.length()) : signature;
        var functions = rest.replaceFirst("^[0-9]{1,2}:", "");
        return functions.isEmpty() ? List.of() : Arrays.asList(functions.split("(?<=:)", -1));
    }

    /** How many steps there are. */
    public int steps() {
        return STEPS.size();
    }

    static String kind(Standing standing) {
        return switch (standing) {
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case SUCCESS -> "success";
            case INCOMPLETE -> "partial";
            case FAILURE -> "failed";
        };
    }

    static String word(Standing standing) {
        return switch (standing) {
            case QUEUED -> "Queued";
            case RUNNING -> "Running";
            case SUCCESS -> "Success";
            case INCOMPLETE -> "Incomplete";
            case FAILURE -> "Failed";
        };
    }

    private static String sentence(RetraceTask task, long ahead) {
        var failure = task.getFailure();
        if (failure != null) {
            return failure;
        }
        return switch (Standing.of(task)) {
            case SUCCESS -> "";
            case INCOMPLETE -> "Some modules lack packages or debuginfo; the log names them";
            default -> task.statusText(ahead);
        };
    }

    private static int step(RetraceTask task) {
        if (task.getState() != TaskState.RUNNING) {
            return 0;
        }
        var step = task.getStep();
        return step == null ? 1 : STEPS.indexOf(step) + 1;
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
}
