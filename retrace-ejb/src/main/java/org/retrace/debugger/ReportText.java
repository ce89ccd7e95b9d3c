// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.retrace.backtrace.BacktraceParser;

/**
 * The text of a report while it is written: the head, then sections, cut at a limit. Blank lines at the edges of a
 * section are left out.
 */
final class ReportText implements Closeable {

    private final OutputStream out;
    private final long limitBytes;
    private long bytes;
    private long headBytes;
    private int blankLines;
    private boolean inHead = true;
    private boolean cut;

    /** Creates or empties the file. */
    ReportText(Path file, long limitBytes) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        this.limitBytes = limitBytes;
    }

    long headBytes() {
        return headBytes;
    }

    boolean isCut() {
        return cut;
    }

    void line(String line) throws IOException {
        if (line.isBlank()) {
            blankLines++;
        } else {
            write("\n".repeat(bytes == 0 ? 0 : blankLines) + line + "\n");
            blankLines = 0;
        }
    }

    /** Sets what follows off from what is there. */
    void blank() {
        blankLines = 1;
    }

    /** Ends the section before, or the head. */
    void heading(String heading) throws IOException {
        inHead = false;
        blankLines = 1;
        line(BacktraceParser.HEADING + heading + " ==");
        blankLines = 0;
    }

    /** The last section; it is written even where the text was cut. */
    void notes(List<String> notes) throws IOException {
        inHead = false;
        StringBuilder section = new StringBuilder("\n" + BacktraceParser.HEADING + "Notes ==\n");
        notes.forEach(note -> section.append(note).append('\n'));
        out.write(section.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void write(String piece) throws IOException {
        byte[] encoded = piece.getBytes(StandardCharsets.UTF_8);
        cut = cut || bytes + encoded.length > limitBytes;
        if (!cut) {
            out.write(encoded);
            bytes += encoded.length;
            headBytes = inHead ? bytes : headBytes;
        }
    }
}
