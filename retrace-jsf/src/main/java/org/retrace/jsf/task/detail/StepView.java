// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.retrace.jsf.task.Spans;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.journal.StepRun;

/**
 * A step of a task as a dot on a line.
 *
 * @param kind waiting, running, done, failed, cut or skipped: names of style classes
 * @param name what it is called
 * @param word how it stands, in a word
 * @param time how long it took or has run; empty where nobody knows
 */
public record StepView(String kind, String name, String word, String time) {

    /** All steps; none of a task that was run before steps were written down. */
    static List<StepView> of(RetraceTask task, List<StepRun> runs, Instant now) {
        if (runs.isEmpty() && task.getState().isFinished()) {
            return List.of();
        }
        return Arrays.stream(TaskStep.values())
                .map(step -> of(
                        task,
                        step,
                        runs.stream().filter(run -> run.getStep() == step).toList(),
                        now))
                .toList();
    }

    private static StepView of(RetraceTask task, TaskStep step, List<StepRun> runs, Instant now) {
        if (runs.isEmpty()) {
            return task.getState().isFinished()
                    ? new StepView("skipped", name(step), "left out", "")
                    : new StepView("waiting", name(step), "to come", "");
        }
        var last = runs.get(runs.size() - 1);
        var kind = kind(task, last);
        return new StepView(kind, name(step), word(kind), time(last, kind, now));
    }

    /** What a step is called where people read. */
    static String name(TaskStep step) {
        return switch (step) {
            case IDENTIFY -> "Identify";
            case RESOLVE -> "Find packages";
            case ASSEMBLE -> "Lay out files";
            case DEBUG -> "Debug";
            case SIGN -> "Sign";
            case PUBLISH -> "Publish";
            case CLEAN -> "Clean up";
        };
    }

    private static String kind(RetraceTask task, StepRun run) {
        var outcome = run.getOutcome();
        if (outcome.isEmpty()) {
            return task.getState() == org.retrace.task.TaskState.RUNNING ? "running" : "cut";
        }
        return switch (outcome.get()) {
            case DONE -> "done";
            case FAILED -> "failed";
            case CUT_OFF -> "cut";
        };
    }

    /** How a step of a kind stands. */
    private static String word(String kind) {
        return switch (kind) {
            case "running" -> "running";
            case "failed" -> "failed";
            case "cut" -> "cut off";
            default -> "done";
        };
    }

    private static String time(StepRun run, String kind, Instant now) {
        if (kind.equals("running")) {
            return Spans.took(Duration.between(run.getStartedAt(), now));
        }
        return run.getFinishedAt()
                .map(end -> Spans.took(Duration.between(run.getStartedAt(), end)))
                .orElse("");
    }

    static boolean isCutOff(StepRun run) {
        return run.getOutcome().filter(RunOutcome.CUT_OFF::equals).isPresent();
    }
}
