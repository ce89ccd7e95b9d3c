// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import org.jspecify.annotations.Nullable;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.TaskView;
import org.retrace.task.RetraceTask;
import org.retrace.task.list.Standing;

/**
 * Where a task stands.
 *
 * @param kind the state as a name of icons and style classes
 * @param word the state in a word
 * @param reason what it is doing, or why it ended so; empty when there is nothing to say
 * @param advice what somebody can do about it; empty when nothing
 */
public record StandingView(String kind, String word, String reason, String advice) {

    private static final int MOST_REASON = 2000;

    /**
     * Where a task stands.
     *
     * @param row the same task in a list
     * @param ahead how many tasks wait before it
     * @param gone whether its directory has been removed
     */
    static StandingView of(RetraceTask task, TaskView row, long ahead, boolean gone) {
        return switch (Standing.of(task)) {
            case QUEUED -> new StandingView(row.kind(), row.word(), waiting(ahead, task.getTrouble()), "");
            case RUNNING -> new StandingView(row.kind(), row.word(), row.sentence(), "");
            case SUCCESS, INCOMPLETE -> success(row, gone);
            case FAILURE -> failure(task, row, gone);
        };
    }

    private static String waiting(long ahead, @Nullable String trouble) {
        var place =
                switch ((int) Math.min(2, ahead)) {
                    case 0 -> "It is the next to be taken up.";
                    case 1 -> "1 task is ahead of it.";
                    default -> ahead + " tasks are ahead of it.";
                };
        return trouble == null
                ? place
                : place + " It was cut off and is tried again: " + Plain.of(trouble, MOST_REASON);
    }

    private static StandingView success(TaskView row, boolean gone) {
        if (gone) {
            return new StandingView(row.kind(), row.word(), "Its results have been removed since.", ANEW);
        }
        return row.sentence().isEmpty()
                ? new StandingView(row.kind(), row.word(), "", "")
                : new StandingView(
                        row.kind(),
                        row.word(),
                        "The backtrace is there, but names, lines or frames may be missing in it.",
                        "The modules say which packages and debuginfo were not found, and where they were looked for;"
                                + " index what is missing, and send the crash in again.");
    }

    private static StandingView failure(RetraceTask task, TaskView row, boolean gone) {
        var reason = Plain.of(task.getFailure(), MOST_REASON);
        return new StandingView(
                row.kind(), row.word(), gone ? reason + " Its log has been removed since." : reason, advice(reason));
    }

    private static final String ANEW = "To have them anew, send the crash in again.";

    /** What can be done about a failure, which begins with the step that found it. */
    private static String advice(String reason) {
        return switch (reason.replaceFirst(":.*", "")) {
            case "identify" ->
                "The file may have been cut on its way, or be no coredump of a process."
                        + " Check it where it was made (file coredump; ulimit -c), and send it in again.";
            case "resolve" ->
                "The modules say which build-ids were looked for. Index the packages of the machine that"
                        + " crashed (./retrace index DIRECTORY), and send the crash in again.";
            case "sign" ->
                "The modules say whose debuginfo is missing. Index it (./retrace index DIRECTORY), and send"
                        + " the crash in again.";
            case "debug" ->
                "The log says how far the debugger came. If the time ran out, an administrator can raise"
                        + " TaskTimeout.";
            default -> "The history says what cut it off; an administrator finds more in the server's log.";
        };
    }

    /** Whether the word says it all. */
    public boolean isQuiet() {
        return reason.isEmpty();
    }

    /** Whether the page has more to come. */
    public boolean isUnderWay() {
        return kind.equals("queued") || kind.equals("running");
    }
}
