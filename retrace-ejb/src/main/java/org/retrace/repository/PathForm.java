// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.util.regex.Pattern;

/** The one spelling of a path for machines with and without the /usr merge: /lib and /usr/lib are the same. */
public final class PathForm {

    private static final Pattern MERGED = Pattern.compile("^/(bin|sbin|lib|lib32|lib64|libx32)/");

    private PathForm() {}

    public static String merged(String path) {
        return MERGED.matcher(path).replaceFirst("/usr/$1/");
    }
}
