// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of a distribution, such as {@code fedora-43} or {@code centos-stream-9}.
 *
 * @param distribution lower case, may contain dashes
 * @param version without dashes: {@code 43}, {@code 15.6}, {@code rawhide}
 */
public record Release(String distribution, String version) {

    private static final Pattern DISTRIBUTION = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*+");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._]*");
    private static final int MAX_CHARACTERS = 32;

    /** Reads {@code distribution-version}; empty when the text is not of that form. */
    public static Optional<Release> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        var release = new Release(text.substring(0, dash), text.substring(dash + 1));
        return isDistribution(release.distribution) && isVersion(release.version)
                ? Optional.of(release)
                : Optional.empty();
    }

    /** Whether a text can be the name of a distribution: words with dashes between, at most 32 characters. */
    public static boolean isDistribution(String text) {
        return text.length() <= MAX_CHARACTERS && DISTRIBUTION.matcher(text).matches();
    }

    /** Whether a text can be a version: letters, digits, dots and underscores, at most 32; no dash. */
    public static boolean isVersion(String text) {
        return text.length() <= MAX_CHARACTERS && VERSION.matcher(text).matches();
    }

    @Override
    public String toString() {
        return distribution + "-" + version;
    }
}
