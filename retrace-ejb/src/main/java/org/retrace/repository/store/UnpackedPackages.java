// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.Path;
import org.retrace.repository.StoredPackage;

/** Where packages lie unpacked. */
public interface UnpackedPackages {

    /**
     * The directory with a package's files, unpacked now if it never was or was evicted; read-only, shared, not the
     * caller's to change.
     *
     * @throws IOException when the package's file is gone, is not the one that was indexed, or cannot be unpacked
     */
    Path unpacked(StoredPackage pkg) throws IOException;

    /**
     * Where a path of a package lies, links followed within the package; nothing is there if the package has none.
     *
     * @throws IOException as {@link #unpacked}, or when the package lies there damaged and others use it
     */
    default Path file(StoredPackage pkg, String path) throws IOException {
        return Trees.inside(unpacked(pkg), path);
    }
}
