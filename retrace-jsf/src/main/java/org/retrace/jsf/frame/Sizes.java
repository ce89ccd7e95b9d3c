// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import java.util.Locale;

/** Sizes in the words of the console: binary units, one decimal. */
public final class Sizes {

    private static final String UNITS = "KMGTPE";

    private Sizes() {}

    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        // what would be rounded up to 1024.0 is one of the next unit
        double size = bytes / 1024.0;
        var unit = 0;
        while (size >= 1023.95) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", size, UNITS.charAt(unit));
    }
}
