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
        BINARY,
        DEBUGINFO
    }
}
