// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.result;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.task.RetraceTask;
import org.retrace.task.result.UploadedFile;

/** What an upload held, as programs read it. */
@Schema(name = "Upload")
@JsonbPropertyOrder({"packageName", "executable", "release", "coredumpBytes", "crashRemoved", "files"})
public record UploadView(
        @Schema(description = "what the uploader says crashed", nullable = true, examples = "toaster-1.0-1.x86_64")
                @JsonbProperty("package")
                @Nullable
                String packageName,
        @Schema(description = "likewise, or as the coredump says", nullable = true, examples = "/usr/bin/toaster")
                @Nullable
                String executable,
        @Schema(
                        description = "the system in which it crashed, in the uploader's words",
                        nullable = true,
                        examples = "Fedora release 43 (Forty Three)")
                @Nullable
                String release,
        @Schema(description = "size of the coredump; missing where it was not noted", nullable = true, minimum = "0")
                @Nullable
                Long coredumpBytes,
        @Schema(description = "whether the files are gone; then none is listed") boolean crashRemoved,
        @Schema(description = "by name") List<Piece> files) {

    /** Takes its own copy. */
    public UploadView {
        files = List.copyOf(files);
    }

    /** A file. */
    @Schema(name = "UploadPiece")
    @JsonbPropertyOrder({"name", "sizeBytes", "beginning"})
    public record Piece(
            @Schema(examples = "coredump") String name,
            @Schema(minimum = "0") long sizeBytes,
            @Schema(description = "the first lines of a small text; missing of anything else", nullable = true)
                    @Nullable
                    String beginning) {}

    static UploadView of(RetraceTask task, List<UploadedFile> files) {
        return new UploadView(
                task.getPackageName(),
                task.getExecutable(),
                task.getOsRelease(),
                task.getCoredumpBytes().isPresent() ? task.getCoredumpBytes().getAsLong() : null,
                task.isCrashRemoved(),
                files.stream()
                        .map(file -> new Piece(
                                file.name(), file.sizeBytes(), file.beginning().orElse(null)))
                        .toList());
    }
}
