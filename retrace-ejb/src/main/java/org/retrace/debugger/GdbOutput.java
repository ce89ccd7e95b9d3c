// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * gdb's raw output, line by line and fit to be read: invalid UTF-8 replaced, control characters spelled out, endless
 * lines cut, the sandbox's own paths taken out.
 */
final class GdbOutput implements Closeable {

    static final int MAX_LINE_CHARACTERS = 100_000;

    private final BufferedReader reader;
    private final String hiddenPrefix;

    /** @param hiddenPrefix the path below which the sandbox keeps the crashed machine's files */
    GdbOutput(Path raw, String hiddenPrefix) throws IOException {
        this.hiddenPrefix = hiddenPrefix;
        this.reader = new BufferedReader(new InputStreamReader(
                Files.newInputStream(raw),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    /** The next line without its end; empty at the end of the output. */
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        long dropped = 0;
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < MAX_LINE_CHARACTERS) {
                append(line, (char) c);
            } else {
                dropped++;
            }
        }
        if (dropped > 0) {
            line.append("... (").append(dropped).append(" more characters)");
        }
        return Optional.of(line.toString().replace(hiddenPrefix, ""));
    }

    private static void append(StringBuilder line, char c) {
        if (c == '\t' || !Character.isISOControl(c)) {
            line.append(c);
        } else if (c != '\r') {
            line.append("\\x%02x".formatted((int) c));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
