// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import java.util.List;
import java.util.Optional;

/**
 * What somebody changes of a task's {@link TaskNotes}: empty is what stays.
 *
 * @param notes the new text
 * @param caseNumber the new number
 * @param bugs all of them
 * @param mails all of them
 */
public record TaskChange(
        Optional<String> notes,
        Optional<String> caseNumber,
        Optional<List<String>> bugs,
        Optional<List<String>> mails) {

    TaskNotes on(TaskNotes now) {
        return new TaskNotes(
                notes.orElse(now.notes()),
                caseNumber.orElse(now.caseNumber()),
                bugs.orElse(now.bugs()),
                mails.orElse(now.mails()));
    }
}
