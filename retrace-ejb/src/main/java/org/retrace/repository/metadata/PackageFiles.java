// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.util.List;
import org.retrace.rpm.Nevra;

/**
 * What lies in a package, as the filelists of its repository say.
 *
 * @param checksum digits of the package's checksum
 * @param paths absolute, of files and links; directories, and files that the package only lays claim to, are left out
 */
public record PackageFiles(String checksum, Nevra nevra, List<String> paths) {

    /** Copies the list. */
    public PackageFiles {
        paths = List.copyOf(paths);
    }
}
