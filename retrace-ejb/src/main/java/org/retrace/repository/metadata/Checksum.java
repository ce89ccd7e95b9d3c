// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The digest that some bytes must have.
 *
 * @param hex lower case, as long as its kind's digests are
 */
public record Checksum(Kind kind, String hex) {

    /**
     * The kinds that are taken. MD5 is none of them: whoever can choose both of two files can give them one MD5. SHA-1
     * is, for repositories of RHEL 6 age, which have nothing else; the packages are signed besides.
     */
    public enum Kind {
        SHA1("SHA-1", 20),
        SHA224("SHA-224", 28),
        SHA256("SHA-256", 32),
        SHA384("SHA-384", 48),
        SHA512("SHA-512", 64);

        private final String algorithm;
        private final int bytes;

        Kind(String algorithm, int bytes) {
            this.algorithm = algorithm;
            this.bytes = bytes;
        }

        /** The kind that a repository calls so; the oldest call SHA-1 {@code sha}. */
        public static Optional<Kind> named(String name) {
            String upper = name.equals("sha") ? "SHA1" : name.toUpperCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equals(upper))
                    .findFirst();
        }

        /** A digest of nothing yet. */
        public MessageDigest digest() {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return algorithm;
        }
    }

    /** @throws IllegalArgumentException when these are no digits of such a digest */
    public Checksum {
        if (!fits(kind, hex)) {
            throw new IllegalArgumentException("no " + kind + ": " + hex);
        }
    }

    /** The checksum that these digits, in either case, spell; empty when they are none of that kind. */
    public static Optional<Checksum> parse(Kind kind, String digits) {
        String hex = digits.toLowerCase(Locale.ROOT);
        return fits(kind, hex) ? Optional.of(new Checksum(kind, hex)) : Optional.empty();
    }

    /** The checksum of all that the digest, made by {@link Kind#digest}, was given. */
    public static Checksum of(Kind kind, MessageDigest digest) {
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean fits(Kind kind, String hex) {
        return hex.length() == 2 * kind.bytes && hex.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return kind + " " + hex;
    }
}
