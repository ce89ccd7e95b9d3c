// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.util.stream.Stream;
import org.retrace.elf.BuildId;

/**
 * What a package says of a build-id.
 *
 * @param buildId the name
 * @param kind of the file
 * @param path absolute path of the ELF file
 */
public record PackagedBuildId(BuildId buildId, Kind kind, String path) {

    /** What a file with a build-id is to a debugger. */
    public enum Kind {
        BINARY(0),
        DEBUGINFO(1),
        /** A binary of another package of the same build, which old debuginfo packages name by a link to it. */
        BINARY_ELSEWHERE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number that stands for it in the index. */
        public int code() {
            return code;
        }

        /** The kind of a number; one that is nobody's is a binary. */
        public static Kind ofCode(int code) {
            return Stream.of(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElse(BINARY);
        }
    }
}
