// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.util.Locale;

/** Sizes in the words of the console. */
final class Sizes {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /** A number of bytes in binary units, with one decimal above a kibibyte. */
    static String of(long bytes) {
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        var unit = 0;
        var size = bytes / 1024.0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
