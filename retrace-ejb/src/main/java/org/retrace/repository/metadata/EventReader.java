// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.retrace.bytes.FormatException;

/**
 * UTF-8 for an XML parser that keeps a tag, an attribute or a comment in memory however long it is: between two events
 * only so much is read.
 */
final class EventReader extends FilterReader {

    private static final int MOST_CHARACTERS = 1 << 20;

    private final String name;
    private int left = MOST_CHARACTERS;

    EventReader(InputStream in, String name) {
        super(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        this.name = name;
    }

    /** The parser has told an event. */
    void event() {
        left = MOST_CHARACTERS;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new FormatException(name, -1, "a tag or comment of more than " + MOST_CHARACTERS + " characters");
        }
        try {
            int n = in.read(buffer, offset, Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        } catch (CharacterCodingException e) {
            throw new FormatException(name, -1, "is not UTF-8");
        }
    }

    /** Leaves the stream open: the parser closes this at the document's end, but the file may go on. */
    @Override
    public void close() {
        left = 0;
    }
}
