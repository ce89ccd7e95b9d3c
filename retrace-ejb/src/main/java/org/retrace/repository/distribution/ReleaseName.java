// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A release on one architecture, as clients write it: {@code fedora-43-x86_64}.
 *
 * @param arch as repositories call it: {@code x86_64}, {@code i386}
 */
public record ReleaseName(Release release, String arch) {

    private static final Pattern ARCH = Pattern.compile("[a-z][a-z0-9_]{0,15}");

    /** Reads {@code distribution-version-arch}; empty when the text is not of that form. */
    public static Optional<ReleaseName> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0 || !isArch(text.substring(dash + 1))) {
            return Optional.empty();
        }
        return Release.parse(text.substring(0, dash))
                .map(release -> new ReleaseName(release, text.substring(dash + 1)));
    }

    /** Whether a text can be the name of an architecture: lower case, digits, underscores, at most 16. */
    public static boolean isArch(String text) {
        return ARCH.matcher(text).matches();
    }

    @Override
    public String toString() {
        return release + "-" + arch;
    }
}
