// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody looks for.
 *
 * @param text without blanks around it; at most {@value #MAX_CHARS} characters
 */
public record SearchText(String text) {

    /** As long as the longest signature. */
    public static final int MAX_CHARS = 32_768;

    /** Fewer digits are rather a word. */
    private static final int MIN_BUILD_ID_DIGITS = 6;

    /** Takes a text as it was typed; what is too long for anything is cut. */
    public SearchText {
        text = text.strip().replace('\0', '\uFFFD');
        text = text.substring(0, Math.min(text.length(), MAX_CHARS));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The id of a task, if it may be one. */
    public OptionalLong taskId() {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The beginning of a build-id, in lower case, if it may be one. */
    public Optional<String> buildId() {
        String hex = text.toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{" + MIN_BUILD_ID_DIGITS + ",128}") ? Optional.of(hex) : Optional.empty();
    }
}
