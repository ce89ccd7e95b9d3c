// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

/** By what packages are found. */
public enum PackageBy {
    /** how their names begin */
    NAME("name"),
    /** their whole names, and how their versions begin */
    VERSION("version"),
    /** how the build-id of a file in them begins */
    BUILD_ID("build-id"),
    /** the whole path of a program or library in them */
    PATH("file");

    private final String word;

    PackageBy(String word) {
        this.word = word;
    }

    /** As addresses have it. */
    public String word() {
        return word;
    }
}
