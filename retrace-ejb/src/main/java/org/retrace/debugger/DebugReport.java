// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What gdb said about a coredump.
 *
 * @param text file {@value #TEXT_FILE} in the request's output directory, UTF-8 without control characters but newline
 *     and tab; first the output of {@code thread apply all bt}, then sections under headings
 * @param headBytes how much of the text is {@code thread apply all bt}; 0 when gdb gave none
 * @param notes what is missing or was cut, a sentence each, for the user; also at the end of the text
 * @param whole whether gdb did all it was asked: false when a run was cut or died
 */
public record DebugReport(Path text, long headBytes, List<String> notes, boolean whole) {

    /** Name of the file with the text. */
    public static final String TEXT_FILE = "backtrace";

    /** Name of the file beside it with what was said of frames for programs, a JSON object a line; not trusted. */
    public static final String FRAMES_FILE = "frames";

    private static final int HEAD_LIMIT_BYTES = 32 << 20;

    /** Takes its own copy of the notes. */
    public DebugReport {
        notes = List.copyOf(notes);
    }

    /** The file with the frames for programs. */
    public Path frames() {
        return text.resolveSibling(FRAMES_FILE);
    }

    /** The output of {@code thread apply all bt}, at most 32 MiB of it, for {@code BacktraceParser}. */
    public String head() throws IOException {
        try (InputStream in = Files.newInputStream(text)) {
            byte[] bytes = in.readNBytes((int) Math.min(headBytes, HEAD_LIMIT_BYTES));
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
