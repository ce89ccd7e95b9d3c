// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import org.retrace.elf.BuildId;

/**
 * What a package says of a build-id.
 *
 * @param buildId the name
 * @param kind of the file
 * @param path absolute path of the ELF file in the package
 */
public record PackagedBuildId(BuildId buildId, Kind kind, String path) {

    /** What a file with a build-id is to a debugger. */
    public enum Kind {
        BINARY(0),
        DEBUGINFO(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number that stands for it in the index. */
        public int code() {
            return code;
        }

        /** The kind of a number; anything but 1 is a binary. */
        public static Kind ofCode(int code) {
            return code == DEBUGINFO.code ? DEBUGINFO : BINARY;
        }
    }
}
