// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.jsf.task.TaskView;
import org.retrace.task.TaskState;

class StandingViewTest {

    private static StandingView view(EndedTask task, long ahead, boolean gone) {
        return StandingView.of(task, TaskView.of(task, ahead, EndedTask.CREATED), ahead, gone);
    }

    @ParameterizedTest
    @CsvSource({"0,It is the next to be taken up.", "1,1 task is ahead of it.", "7,7 tasks are ahead of it."})
    void waitingTaskKnowsItsPlace(long ahead, String sentence) {
        var standing = view(EndedTask.in(TaskState.QUEUED), ahead, false);

        assertThat(standing.reason()).isEqualTo(sentence);
        assertThat(standing.isUnderWay()).isTrue();
    }

    @Test
    void wholeSuccessNeedsNoSentence() {
        var standing = view(EndedTask.in(TaskState.SUCCESS), 0, false);

        assertThat(standing.isQuiet()).isTrue();
        assertThat(standing.isUnderWay()).isFalse();
    }

    @Test
    void incompleteSuccessSaysWhatIsMissingAndWhatToDo() {
        var standing = view(EndedTask.incomplete(), 0, false);

        assertThat(standing.kind()).isEqualTo("partial");
        assertThat(standing.advice()).contains("index what is missing");
    }

    @Test
    void resultsThatAreGoneAreSaidToBe() {
        assertThat(view(EndedTask.in(TaskState.SUCCESS), 0, true).reason()).contains("have been removed");
        assertThat(view(EndedTask.failed("identify: cut"), 0, true).reason())
                .contains("identify: cut", "has been removed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identify: the coredump cannot be read: cut | ulimit -c",
                "resolve: not one module of the coredump is in a known package | ./retrace index",
                "sign: not one frame of the crashed thread has a function name | whose debuginfo is missing",
                "debug: the time ran out: the task took longer than TaskTimeout allows | TaskTimeout",
                "the server ended or failed 4 times while it ran this task | server's log",
            })
    void everyFailureSaysWhatCanBeDone(String reason, String advice) {
        var standing = view(EndedTask.failed(reason), 0, false);

        assertThat(standing.reason()).isEqualTo(reason);
        assertThat(standing.advice()).contains(advice);
    }
}
