// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Whoever can look into a directory of a mirror. */
@FunctionalInterface
public interface DirectoryListing {

    /**
     * The names in a directory; those of directories may end in a slash.
     *
     * @param directory http, https, ftp, rsync or file
     * @throws IOException when it cannot be had, with a sentence that says why
     */
    List<String> names(URI directory) throws IOException;
}
