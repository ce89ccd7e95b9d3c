// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.result;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.retrace.task.result.ResultFile;

/** A file that a task has left, as programs read it. */
@JsonbPropertyOrder({"name", "sizeBytes", "mediaType", "href"})
public record ResultEntry(
        @Schema(examples = "log.txt") String name,
        @Schema(description = "as it is now; a log may grow", minimum = "0") long sizeBytes,
        @Schema(description = "as far as the name tells", examples = "text/plain") String mediaType,
        @Schema(
                        description = "the path at which it is had",
                        format = "uri-reference",
                        examples = "/api/v1/tasks/123456789/results/log.txt")
                String href) {

    /** All of them. */
    @Schema(name = "ResultList")
    public record All(List<ResultEntry> items) {

        /** Takes its own copy. */
        public All {
            items = List.copyOf(items);
        }
    }

    static ResultEntry of(long task, ResultFile file) {
        return new ResultEntry(
                file.name(),
                file.sizeBytes(),
                file.mediaType(),
                "/api/v1/tasks/" + task + "/results/" + encoded(file.name()));
    }

    /** A name as RFC 3986 has it in a path, and RFC 8187 in a header. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
