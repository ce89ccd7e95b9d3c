// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.IOException;
import java.time.Instant;
import org.retrace.rpm.Nevra;

/** What the documents of a repository have in common, read off the element where a cursor stands. */
final class MetadataFields {

    private static final int MOST_TEXT = 4096;
    private static final int MOST_NAME = 512;
    private static final long LATEST_SECONDS = 253_402_300_799L;
    private static final String NUMBER = "[0-9]{1,18}";

    private final XmlCursor xml;

    MetadataFields(XmlCursor xml) {
        this.xml = xml;
    }

    /** {@code <checksum type="sha256">digits</checksum>}, to its end. */
    Checksum checksum() throws IOException {
        String name = xml.required("type");
        Checksum.Kind kind = Checksum.Kind.named(name)
                .orElseThrow(() -> xml.broken("a checksum of kind \"" + name + "\" is not taken"));
        String digits = text();
        return Checksum.parse(kind, digits).orElseThrow(() -> xml.broken("\"" + digits + "\" is no " + kind));
    }

    /** {@code <location href="path"/>}, to its end. */
    RepositoryPath location() throws IOException {
        String href = xml.required("href");
        if (xml.attribute("base").filter(base -> !base.isBlank()).isPresent()) {
            throw xml.broken("the location \"" + href + "\" has a base of its own, so it does not lie here");
        }
        RepositoryPath path = RepositoryPath.parse(href)
                .filter(place -> !place.equals(RepositoryPath.ROOT))
                .orElseThrow(() -> xml.broken("the location \"" + href + "\" does not lie in the repository"));
        xml.skip();
        return path;
    }

    /** The text of the element, to its end. */
    String text() throws IOException {
        return xml.text(MOST_TEXT);
    }

    /** A whole number as text of the element, to its end. */
    long number() throws IOException {
        return number(xml.element(), text());
    }

    /** A whole number as an attribute. */
    long number(String attribute) throws IOException {
        return number(attribute, xml.required(attribute));
    }

    /** Seconds since 1970 as text of the element, to its end; old tools write fractions of them. */
    Instant time() throws IOException {
        String element = xml.element();
        return time(element, number(element, text().replaceFirst("\\.[0-9]{1,9}$", "")));
    }

    /** Seconds since 1970 as an attribute. */
    Instant time(String attribute) throws IOException {
        return time(attribute, number(attribute));
    }

    private Instant time(String what, long seconds) throws IOException {
        if (seconds > LATEST_SECONDS) {
            throw xml.broken(what + " is " + seconds + ", behind the year 9999");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private long number(String what, String text) throws IOException {
        if (!text.matches(NUMBER)) {
            throw xml.broken(what + " is \"" + text + "\", not a number");
        }
        return Long.parseLong(text);
    }

    /** {@code <version epoch="0" ver="1" rel="2"/>}, to its end, of the package of this name. */
    Nevra version(String name, String arch) throws IOException {
        String epoch = xml.attribute("epoch").filter(text -> !text.isEmpty()).orElse("0");
        long number = number("epoch", epoch);
        if (number > Integer.MAX_VALUE) {
            throw xml.broken("epoch is " + number + ", at most " + Integer.MAX_VALUE);
        }
        Nevra nevra = new Nevra(
                part("name", name, "/"),
                (int) number,
                part("version", xml.required("ver"), "/-:"),
                part("release", xml.required("rel"), "/-:"),
                part("arch", arch, "/-."));
        xml.skip();
        return nevra;
    }

    /** Part of a package's name, without blanks, controls and what would make the full name another one's. */
    private String part(String what, String text, String forbidden) throws IOException {
        boolean bad = text.isEmpty()
                || text.length() > MOST_NAME
                || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || forbidden.indexOf(c) >= 0);
        if (bad) {
            throw xml.broken("the " + what + " of the package is \"" + text + "\"");
        }
        return text;
    }
}
