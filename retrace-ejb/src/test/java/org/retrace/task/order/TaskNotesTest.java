// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskType;

class TaskNotesTest {

    private static final TaskNotes NONE = new TaskNotes("", "", List.of(), List.of());

    private static TaskNotes bug(String bug) {
        return new TaskNotes("", "", List.of(bug), List.of());
    }

    private static TaskNotes mail(String mail) {
        return new TaskNotes("", "", List.of(), List.of(mail));
    }

    @Test
    void notesOfManyLinesInAnyLanguageAreKept() {
        assertThat(new TaskNotes("a\n\tб\r\n\uD83D\uDE80", "", List.of(), List.of()).errors())
                .isEmpty();
        assertThat(new TaskNotes("\uD83D\uDE80".repeat(10_000), "", List.of(), List.of()).errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\u001b[2J", "\uD83D", "\u0085"})
    void whatIsNoTextIsRefused(String text) {
        assertThat(new TaskNotes(text, "", List.of(), List.of()).errors()).containsOnlyKeys("notes");
        assertThat(new TaskNotes("", text, List.of(), List.of()).errors()).containsOnlyKeys("caseNumber");
        assertThat(bug(text).errors()).containsOnlyKeys("bugs");
        assertThat(mail("a@b" + text).errors()).containsOnlyKeys("notify");
    }

    @Test
    void whatIsLargerThanItsLimitIsRefused() {
        assertThat(new TaskNotes("x".repeat(10_001), "", List.of(), List.of()).errors())
                .containsOnlyKeys("notes");
        assertThat(new TaskNotes("", "x".repeat(101), List.of(), List.of()).errors())
                .containsOnlyKeys("caseNumber");
        assertThat(bug("x".repeat(201)).errors()).containsOnlyKeys("bugs");
        assertThat(mail("x@" + "y".repeat(253)).errors()).containsOnlyKeys("notify");
        assertThat(new TaskNotes("", "", Collections.nCopies(21, "1"), List.of()).errors())
                .containsOnlyKeys("bugs");
        assertThat(new TaskNotes("", "", List.of(), Collections.nCopies(21, "a@b")).errors())
                .containsOnlyKeys("notify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "#123", "LP-123", "owner/name#7", "https://bugs.example.org/show?id=1&x=%20#c2"})
    void bugsAreAddressesNumbersOrNames(String bug) {
        assertThat(bug(bug).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1 2", "javascript:alert(1)", "https://", "ftp://host/1", "<b>", "https://a/\u00a0b"})
    void whatWouldNotBeOneWordOrAWebAddressIsNoBug(String bug) {
        assertThat(bug(bug).errors()).containsOnlyKeys("bugs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@", "a@", "@b", "a@b@c", "a@b, c@d", "Ann <a@b>", "a@b\nBcc: c@d", "a b@c"})
    void whatIsNoSingleMailAddressIsRefused(String mail) {
        assertThat(mail(mail).errors()).containsOnlyKeys("notify");
    }

    @Test
    void aTaskGivesBackWhatWasNotedOnIt() {
        TaskNotes notes = new TaskNotes("text", "C-1", List.of("1", "#2"), List.of("a@b", "c@d"));
        RetraceTask task = new RetraceTask(7, TaskType.RETRACE, Instant.EPOCH);
        assertThat(TaskNotes.of(task)).isEqualTo(NONE);

        task.annotate(notes.notes(), notes.caseNumber(), notes.bugs(), notes.mails());

        assertThat(TaskNotes.of(task)).isEqualTo(notes);
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        TaskNotes before = new TaskNotes("text", "C-1", List.of("1"), List.of("a@b"));
        TaskChange change =
                new TaskChange(Optional.of("other"), Optional.empty(), Optional.of(List.of()), Optional.empty());

        TaskNotes after = change.on(before);

        assertThat(after).isEqualTo(new TaskNotes("other", "C-1", List.of(), List.of("a@b")));
        assertThat(after.differences(before)).isEqualTo("notes, bugs");
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(TaskNotes.of(new RetraceTask(1, TaskType.DEBUG, Instant.EPOCH))
                        .version())
                .isEqualTo(NONE.version());
    }
}
