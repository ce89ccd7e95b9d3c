// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.retrace.jsf.frame.Plain;

/**
 * Whole lines of a log that may be growing.
 *
 * @param text the lines, without hidden characters
 * @param begin byte at which they begin
 * @param end byte behind them: where the next lines begin
 */
public record LogTail(String text, long begin, long end) {

    /** Most bytes that are read at once; a longer line is read in pieces. */
    static final int MOST_BYTES = 256 << 10;

    static final LogTail NOTHING = new LogTail("", 0, 0);

    /** The last lines. */
    static LogTail last(Path log) throws IOException {
        try (var channel = FileChannel.open(log)) {
            var begin = Math.max(0, channel.size() - MOST_BYTES);
            var bytes = read(channel, begin);
            var skipped = begin == 0 ? 0 : after(bytes, '\n');
            return lines(bytes, skipped, begin);
        }
    }

    /** The lines that begin at a byte. */
    static LogTail from(Path log, long begin) throws IOException {
        try (var channel = FileChannel.open(log)) {
            return lines(read(channel, begin), 0, begin);
        }
    }

    private static byte[] read(FileChannel channel, long begin) throws IOException {
        var left = channel.size() - begin;
        var buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(MOST_BYTES, left)));
        var at = begin;
        for (var count = 0; buffer.hasRemaining() && count >= 0; at += Math.max(0, count)) {
            count = channel.read(buffer, at);
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static LogTail lines(byte[] bytes, int from, long begin) {
        var lastLine = bytes.length;
        while (lastLine > from && bytes[lastLine - 1] != '\n') {
            lastLine--;
        }
        var to = lastLine == from && bytes.length == MOST_BYTES ? bytes.length : lastLine;
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return new LogTail(Plain.lines(text, MOST_BYTES), begin + from, begin + to);
    }

    /** Behind the first of such bytes; 0 where there is none. */
    private static int after(byte[] bytes, char wanted) {
        var at = 0;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at == bytes.length ? 0 : at + 1;
    }

    /** Whether lines before these are left out. */
    public boolean isCut() {
        return begin > 0;
    }
}
