// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

/** Names of files without their directories. */
public final class FileName {

    private FileName() {}

    /** What stands behind the last slash of a path. */
    public static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
