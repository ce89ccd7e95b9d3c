// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place inside a repository: it cannot lead out of it, neither as a path of files nor as part of an address, however
 * it is escaped.
 *
 * @param text names with slashes between them; empty for the repository itself. Where it holds percent escapes, they
 *     mean what they mean in an address
 */
public record RepositoryPath(String text) {

    private static final int MOST_CHARACTERS = 4096;
    private static final int MOST_NAME_BYTES = 255;
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:/.*");
    private static final String PLAIN = "-._~!$&'()*+,;=:@/";

    /** The repository itself. */
    public static final RepositoryPath ROOT = new RepositoryPath("");

    /** Where each repository describes itself. */
    public static final RepositoryPath REPOMD = new RepositoryPath("repodata/repomd.xml");

    /** @throws IllegalArgumentException when the text is not of the one form that {@link #parse} gives it */
    public RepositoryPath {
        if (!parts(text).map(parts -> String.join("/", parts)).equals(Optional.of(text))) {
            throw new IllegalArgumentException("not inside a repository: " + text);
        }
    }

    /** The place that a text names, without empty and {@code .} parts; empty when it leads out, or is no path. */
    public static Optional<RepositoryPath> parse(String text) {
        return parts(text).map(parts -> new RepositoryPath(String.join("/", parts)));
    }

    private static Optional<List<String>> parts(String text) {
        if (text.length() > MOST_CHARACTERS || !isInside(text) || !isInside(decoded(text))) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(text.split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList());
    }

    private static boolean isInside(String text) {
        return !text.startsWith("/")
                && !ADDRESS.matcher(text).matches()
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == '\ufffd')
                && Arrays.stream(text.split("/", -1)).noneMatch(RepositoryPath::isBadName);
    }

    private static boolean isBadName(String name) {
        return name.equals("..") || name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES;
    }

    /** A place below this one. */
    public Optional<RepositoryPath> resolve(String below) {
        return parse(below).map(path -> text.isEmpty() ? path : new RepositoryPath(text + "/" + path.text));
    }

    /** The last name; empty for the repository itself. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The path as part of an address: escapes stay, and what may not stand there is escaped. */
    public String escaped() {
        StringBuilder address = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            boolean stays = isEscape(text(bytes, i)) || (c < 0x80 && (isAlphanumeric(c) || PLAIN.indexOf(c) >= 0));
            if (stays) {
                address.append((char) c);
            } else {
                address.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return address.toString();
    }

    /** The path with its escapes taken as the characters they stand for, as in a directory of files. */
    public String unescaped() {
        return decoded(text);
    }

    private static String text(byte[] bytes, int start) {
        return new String(bytes, start, Math.min(3, bytes.length - start), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isEscape(String three) {
        return three.length() == 3
                && three.charAt(0) == '%'
                && HexFormat.isHexDigit(three.charAt(1))
                && HexFormat.isHexDigit(three.charAt(2));
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            boolean escape = isEscape(text(bytes, i));
            plain.write(escape ? HexFormat.fromHexDigits(text(bytes, i).substring(1)) : bytes[i]);
            i += escape ? 2 : 0;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
