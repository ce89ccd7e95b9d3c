// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The bytes of an NT_GNU_BUILD_ID note: the name of one exact ELF file and of its debuginfo.
 *
 * @param hex lower-case hex digits, two a byte, {@value #MIN_BYTES} to {@value #MAX_BYTES} bytes
 */
public record BuildId(String hex) {

    /** Fewest bytes a build-id has (lld's fast hash). */
    public static final int MIN_BYTES = 8;

    /** Most bytes a build-id has. */
    public static final int MAX_BYTES = 64;

    /** @throws IllegalArgumentException when the text is not an even number of lower-case hex digits in range */
    public BuildId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not a build-id: " + hex);
        }
    }

    /** The build-id of these bytes; empty when there are too few or too many to be one. */
    public static Optional<BuildId> of(byte[] bytes) {
        boolean fits = bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES;
        return fits ? Optional.of(new BuildId(HexFormat.of().formatHex(bytes))) : Optional.empty();
    }

    /** The build-id a text spells, in either case; empty when it spells none. */
    public static Optional<BuildId> parse(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return isValid(hex) ? Optional.of(new BuildId(hex)) : Optional.empty();
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Where distributions link a file by its build-id below {@code .build-id/}: two digits, a slash, the rest. */
    public String linkPath() {
        return hex.substring(0, 2) + "/" + hex.substring(2);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static boolean isValid(String hex) {
        return hex.length() % 2 == 0
                && hex.length() >= 2 * MIN_BYTES
                && hex.length() <= 2 * MAX_BYTES
                && hex.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    }
}
