// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.retrace.task.RetraceTask;
import org.retrace.task.order.TaskNotes;

/**
 * The ETag of a task: what people note on it, a dot, and everything else. A change asks for the first part alone: that
 * a retrace has gone on meanwhile is no change of anybody's that could be lost.
 */
final class TaskTag {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    private TaskTag() {}

    static EntityTag of(RetraceTask task, TaskEntry entry) {
        byte[] all = entry.toString().getBytes(StandardCharsets.UTF_8);
        return new EntityTag(TaskNotes.of(task).version() + "." + UUID.nameUUIDFromBytes(all));
    }

    /** Which versions of the notes a header If-Match names: those of its strong tags, or each with an asterisk. */
    static Predicate<String> named(String ifMatch) {
        return ifMatch.strip().equals("*")
                ? version -> true
                : version -> TAG.matcher(ifMatch)
                        .results()
                        .anyMatch(tag -> tag.group(1) == null && tag.group(2).startsWith(version + "."));
    }
}
