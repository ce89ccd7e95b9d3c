// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import java.util.Optional;

/**
 * A place in a list of packages.
 *
 * @param key what the list is ordered by first; empty where that is the number
 * @param id number of the package
 */
public record PackagePlace(String key, long id) {

    /** Before all packages. */
    public static final PackagePlace FIRST = new PackagePlace("", 0);

    private static final int MOST_CHARS = 1000;

    /** Reads what {@link #toString()} wrote; empty when it is anything else. */
    public static Optional<PackagePlace> parse(String text) {
        int comma = text.lastIndexOf(',');
        String id = text.substring(comma + 1);
        boolean fits = comma >= 0 && text.length() <= MOST_CHARS && text.indexOf('\0') < 0 && id.matches("[0-9]{1,18}");
        return fits ? Optional.of(new PackagePlace(text.substring(0, comma), Long.parseLong(id))) : Optional.empty();
    }

    @Override
    public String toString() {
        return key + "," + id;
    }
}
