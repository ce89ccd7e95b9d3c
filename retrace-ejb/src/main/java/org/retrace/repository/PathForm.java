// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one spelling of a path for machines with and without the /usr merge: /lib and /usr/lib are the same. */
public final class PathForm {

    /** What begins a path that is spelled without the merge. */
    public static final String UNMERGED = "^/(bin|sbin|lib|lib32|lib64|libx32)/";

    private static final Pattern MERGED = Pattern.compile(UNMERGED);

    private PathForm() {}

    /** The spellings that a path may have in a package, its own first. */
    public static List<String> spellings(String path) {
        String merged = merged(path);
        String unmerged = merged.startsWith("/usr/") ? merged.substring("/usr".length()) : merged;
        return Stream.of(path, merged, merged(unmerged).equals(merged) ? unmerged : merged)
                .distinct()
                .toList();
    }

    public static String merged(String path) {
        return MERGED.matcher(path).replaceFirst("/usr/$1/");
    }
}
