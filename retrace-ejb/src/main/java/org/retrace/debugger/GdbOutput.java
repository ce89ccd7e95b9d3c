// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.retrace.backtrace.PrintableText;

/**
 * gdb's output as lines fit to be shown: decoded as UTF-8 with replacement, the sysroot's place taken out, control
 * characters spelled {@code \xNN}, long lines cut. Written by one thread, closed by another after it.
 */
final class GdbOutput extends OutputStream {

    /** Most characters of a line. */
    static final int LINE_CHARS = 100_000;

    private static final int LINE_BYTES = LINE_CHARS + 2 * GdbCommandLine.SYSROOT.length();

    private final GdbTranscript transcript;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long cutBytes;

    GdbOutput(GdbTranscript transcript) {
        this.transcript = transcript;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (b == '\n') {
            endLine();
        } else if (line.size() < LINE_BYTES) {
            line.write(b);
        } else {
            cutBytes++;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Takes what stands after the last newline as a line, as a gdb that died leaves one. */
    @Override
    public synchronized void close() throws IOException {
        if (line.size() > 0) {
            endLine();
        }
    }

    private void endLine() throws IOException {
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        text = text.replace(GdbCommandLine.SYSROOT + "/", "/");
        if (cutBytes > 0 || text.length() > LINE_CHARS) {
            int kept = Math.min(text.length(), LINE_CHARS) - GdbCommandLine.SYSROOT.length();
            text = text.substring(0, kept) + " [the rest of this line was cut]";
        }
        line.reset();
        cutBytes = 0;
        transcript.line(PrintableText.of(text));
    }
}
