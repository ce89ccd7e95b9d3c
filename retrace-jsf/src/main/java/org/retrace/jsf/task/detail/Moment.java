// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Spans;
import org.retrace.jsf.task.TaskView;
import org.retrace.task.RetraceTask;
import org.retrace.task.journal.StepRun;

/**
 * Something that happened to a task.
 *
 * @param kind as of {@link StepView}, or created, claimed, success, failed
 * @param at when, to the second
 * @param what in a few words
 * @param where name of the node; empty where it does not matter
 * @param took how long; empty where nobody knows
 * @param reason why; empty where nothing went wrong
 */
public record Moment(String kind, String at, String what, String where, String took, String reason) {

    private static final int MOST_CHARACTERS = 500;

    /** All that is known, in order. */
    static List<Moment> of(RetraceTask task, List<StepRun> runs, Instant now) {
        var moments = new ArrayList<Moment>();
        moments.add(new Moment("created", Spans.exact(task.getCreatedAt()), "Sent in", "", "", ""));
        var cutOff = true;
        for (var run : runs) {
            if (cutOff) {
                moments.add(claimed(run, moments.size() == 1));
            }
            moments.add(of(task, run, now));
            cutOff = StepView.isCutOff(run);
        }
        var finished = task.getFinishedAt();
        if (finished != null) {
            moments.add(end(task, finished));
        }
        return moments;
    }

    private static Moment claimed(StepRun run, boolean first) {
        return new Moment(
                "claimed",
                Spans.exact(run.getStartedAt()),
                first ? "Taken up" : "Taken up again",
                Plain.of(run.getNode(), MOST_CHARACTERS),
                "",
                "");
    }

    private static Moment of(RetraceTask task, StepRun run, Instant now) {
        var step = StepView.of(task, List.of(run), now).stream()
                .filter(view -> view.name().equals(StepView.name(run.getStep())))
                .findFirst()
                .orElseThrow();
        return new Moment(
                step.kind(),
                Spans.exact(run.getStartedAt()),
                step.name() + ", " + step.word(),
                Plain.of(run.getNode(), MOST_CHARACTERS),
                step.time(),
                Plain.of(run.getReason().orElse(""), MOST_CHARACTERS));
    }

    private static Moment end(RetraceTask task, Instant finished) {
        var standing = StandingView.of(task, TaskView.of(task, 0, finished), 0, false);
        var began = task.getStartedAt();
        return new Moment(
                standing.kind(),
                Spans.exact(finished),
                "Ended: " + standing.word(),
                "",
                began == null ? "" : Spans.took(Duration.between(began, finished)),
                standing.kind().equals("failed") ? standing.reason() : "");
    }
}
