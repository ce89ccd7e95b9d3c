// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.result;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.retrace.task.result.ResultFile;
import org.retrace.web.PlainText;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;

/** A file of a task as an answer: streamed, with a length and a tag, and left out for who has it already. */
final class FileAnswer {

    private FileAnswer() {}

    static Response.ResponseBuilder of(ResultFile file, Request request) {
        EntityTag tag = new EntityTag(file.version());
        Response.@Nullable ResponseBuilder settled = request.evaluatePreconditions(tag);
        if (settled == null) {
            return Response.ok(PlainText.body(file.path(), file.sizeBytes()))
                    .tag(tag)
                    .header(HttpHeaders.CONTENT_TYPE, file.mediaType())
                    .header(HttpHeaders.CONTENT_LENGTH, file.sizeBytes());
        }
        if (settled.build().getStatus() != Response.Status.NOT_MODIFIED.getStatusCode()) {
            throw new ProblemException(ProblemType.CHANGED, "The file is not the one that If-Match names");
        }
        return settled.tag(tag);
    }
}
