// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.FormatException;

/**
 * A place in an XML document that moves from element to element: no document types, no entities but XML's own five, and
 * nothing kept of what was passed. Each child that {@link #nextChild} comes to must be read to its end, by
 * {@link #text}, {@link #skip} or {@code nextChild} itself, before the next.
 */
final class XmlCursor {

    private static final int MOST_DEPTH = 16;

    /** The parser keeps each name for ever; the formats have 80. */
    private static final int MOST_NAMES = 1000;

    private static final int MOST_QUOTED = 200;

    private final String name;
    private final EventReader characters;
    private final XMLStreamReader xml;
    private final Set<String> names = new HashSet<>();
    private int depth;

    /** @param name of the file, for the error */
    XmlCursor(InputStream in, String name) throws IOException {
        this.name = name;
        characters = new EventReader(in, name);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        try {
            xml = factory.createXMLStreamReader(characters);
        } catch (XMLStreamException e) {
            throwBelow(e);
            throw new FormatException(name, -1, reason(e));
        }
    }

    /** Comes to the outermost element, which must be of that name. */
    void enter(String root) throws IOException {
        if (!nextChild() || !is(root)) {
            throw broken("<" + root + "> is expected, not <" + xml.getLocalName() + ">");
        }
    }

    /** Comes to the next element inside the current one; false at its end. */
    boolean nextChild() throws IOException {
        while (true) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    /** Whether the current element is of that name, in whatever namespace. */
    boolean is(String element) {
        return xml.getLocalName().equals(element);
    }

    String element() {
        return xml.getLocalName();
    }

    /** Passes the current element with all that is in it. */
    void skip() throws IOException {
        int outside = depth - 1;
        while (depth > outside) {
            advance();
        }
    }

    /** The text of the current element, without the blanks around it; comes to its end. */
    String text(int mostCharacters) throws IOException {
        String element = xml.getLocalName();
        StringBuilder text = new StringBuilder();
        for (int event = advance(); event != XMLStreamConstants.END_ELEMENT; event = advance()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw broken("<" + element + "> holds an element");
            }
            if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
            if (text.length() > mostCharacters) {
                throw broken("<" + element + "> holds more than " + mostCharacters + " characters");
            }
        }
        return text.toString().strip();
    }

    /** An attribute of the current element, in whatever namespace. */
    Optional<String> attribute(String attribute) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(attribute)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /**
     * An attribute of the current element.
     *
     * @throws FormatException when there is none
     */
    String required(String attribute) throws FormatException {
        return attribute(attribute).orElseThrow(() -> broken("<" + xml.getLocalName() + "> has no " + attribute));
    }

    /** Reads on to the end of the document. */
    void finish() throws IOException {
        while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
            advance();
        }
    }

    /** The exception for what stands here. */
    FormatException broken(String reason) {
        return new FormatException(name, -1, "line " + xml.getLocation().getLineNumber() + ": " + cleaned(reason));
    }

    private int advance() throws IOException {
        try {
            if (!xml.hasNext()) {
                throw broken("the document has ended");
            }
            int event = xml.next();
            characters.event();
            look(event);
            return event;
        } catch (XMLStreamException e) {
            throwBelow(e);
            throw broken(reason(e));
        }
    }

    /** Passes what the stream below has thrown. */
    private static void throwBelow(XMLStreamException e) throws IOException {
        for (@Nullable Throwable cause : new @Nullable Throwable[] {e.getNestedException(), e.getCause()}) {
            if (cause instanceof IOException below) {
                throw below;
            }
        }
    }

    private static String reason(XMLStreamException e) {
        return cleaned(String.valueOf(e.getMessage()).replaceFirst("(?s).*Message: ", ""));
    }

    private void look(int event) throws FormatException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > MOST_DEPTH) {
                    throw broken("elements lie more than " + MOST_DEPTH + " deep");
                }
                remember();
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD -> throw broken("a document type is not read");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw broken("an entity that XML does not have");
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> remember(xml.getPITarget());
            default -> {
                // text, blanks, comments, the document's ends
            }
        }
    }

    private void remember() throws FormatException {
        remember(xml.getLocalName());
        remember(String.valueOf(xml.getPrefix()));
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            remember(xml.getAttributeLocalName(i));
            remember(String.valueOf(xml.getAttributePrefix(i)));
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            remember(String.valueOf(xml.getNamespacePrefix(i)));
            remember(String.valueOf(xml.getNamespaceURI(i)));
        }
    }

    private void remember(String seen) throws FormatException {
        if (names.add(seen) && names.size() > MOST_NAMES) {
            throw broken("more than " + MOST_NAMES + " different names");
        }
    }

    /** Fit to be shown: the input may be quoted in it. */
    private static String cleaned(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() > MOST_QUOTED ? line.substring(0, MOST_QUOTED) + "..." : line;
    }
}
