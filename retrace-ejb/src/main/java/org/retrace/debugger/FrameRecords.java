// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import jakarta.json.Json;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of what the script beside gdb says of frames, a record a line as it came, up to a limit. */
final class FrameRecords implements Closeable {

    /** The script says less; gdb itself is not trusted either. */
    static final int LIMIT_CHARS = 20 << 20;

    private final BufferedWriter out;
    private int chars;

    /** Creates or empties the file. */
    FrameRecords(Path file) throws IOException {
        this.out = Files.newBufferedWriter(file);
    }

    void record(String json) throws IOException {
        chars += json.length() + 1;
        if (chars <= LIMIT_CHARS) {
            out.write(json);
            out.write('\n');
        }
    }

    /** Adds what is missing, a sentence, as a record of our own. */
    void note(String sentence) throws IOException {
        record(Json.createObjectBuilder().add("note", sentence).build().toString());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
