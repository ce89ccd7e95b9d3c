// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.retrace.backtrace.PrintableText;
import org.retrace.bytes.FormatException;

/**
 * A walk through one JSON document that is not trusted: each value must be of the kind it is asked for, an object has a
 * member once, and there are only so many objects. Whoever walks asks for what the format has, so that nothing nests
 * deeper than the format. The document's size is bounded by whoever gives it.
 */
final class BoundedJson implements Closeable {

    /** Most characters of a string. */
    static final int TEXT_CHARS = 100_000;

    /** Most elements of all arrays together. */
    static final int ELEMENTS = 500_000;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{1,16}");

    private final String format;
    private final JsonParser parser;
    private Event current;
    private int elements;

    /** What is done with a member of an object: asks for its value, once. */
    @FunctionalInterface
    interface Member {
        void read(String name) throws IOException;
    }

    /** How an element of an array is read. */
    @FunctionalInterface
    interface Element<T> {
        T read() throws IOException;
    }

    /**
     * Begins at the document's first value.
     *
     * @param format what the document is, for messages
     */
    BoundedJson(Reader document, String format) throws IOException {
        this.format = format;
        this.parser = PARSERS.createParser(document);
        this.current = advance();
    }

    void object(Member member) throws IOException {
        expect(Event.START_OBJECT);
        Set<String> names = new HashSet<>();
        while (next() != Event.END_OBJECT) {
            String name = parser.getString();
            if (!names.add(name)) {
                throw bad("has a member twice");
            }
            next();
            member.read(name);
        }
    }

    /** Hands over each element as soon as it is read. */
    <T> void array(Element<T> element, Consumer<T> sink) throws IOException {
        expect(Event.START_ARRAY);
        while (next() != Event.END_ARRAY) {
            if (++elements > ELEMENTS) {
                throw bad("has more than " + ELEMENTS + " elements");
            }
            sink.accept(element.read());
        }
    }

    /** A string without control characters and with whole characters only, whatever stood there. */
    String text() throws IOException {
        expect(Event.VALUE_STRING);
        String text = parser.getString();
        if (text.length() > TEXT_CHARS) {
            throw bad("has a string of " + text.length() + " characters");
        }
        return PrintableText.of(text);
    }

    /** A number from 0. */
    long number() throws IOException {
        expect(Event.VALUE_NUMBER);
        String digits = parser.getString();
        if (!NUMBER.matcher(digits).matches()) {
            throw bad("has a number out of range");
        }
        return Long.parseLong(digits);
    }

    int smallNumber() throws IOException {
        long number = number();
        if (number > Integer.MAX_VALUE) {
            throw bad("has a number out of range");
        }
        return (int) number;
    }

    /** Unsigned, from its hexadecimal text. */
    long address() throws IOException {
        String text = text();
        if (!ADDRESS.matcher(text).matches()) {
            throw bad("has an address that is none");
        }
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    boolean truth() throws FormatException {
        if (current != Event.VALUE_TRUE && current != Event.VALUE_FALSE) {
            throw bad("has neither true nor false where it must");
        }
        return current == Event.VALUE_TRUE;
    }

    /** Nothing may follow the document's value. */
    void end() throws IOException {
        try {
            if (parser.hasNext()) {
                throw bad("goes on behind its end");
            }
        } catch (JsonException e) {
            throw failure(e);
        }
    }

    FormatException unknown() {
        return bad("has a member that the format has not");
    }

    FormatException bad(String reason) {
        return new FormatException(format, parser.getLocation().getStreamOffset(), reason);
    }

    @Override
    public void close() {
        parser.close();
    }

    private void expect(Event event) throws FormatException {
        if (current != event) {
            throw bad("has another kind of value than it must");
        }
    }

    private Event next() throws IOException {
        current = advance();
        return current;
    }

    private Event advance() throws IOException {
        try {
            return parser.next();
        } catch (NoSuchElementException e) {
            throw bad("ends too early");
        } catch (JsonException e) {
            throw failure(e);
        }
    }

    private IOException failure(JsonException e) {
        return e.getCause() instanceof IOException cause && !(cause instanceof CharacterCodingException)
                ? cause
                : bad("is no JSON");
    }
}
