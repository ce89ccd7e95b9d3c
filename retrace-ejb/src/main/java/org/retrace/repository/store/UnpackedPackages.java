// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.Path;
import org.retrace.repository.StoredPackage;

/** Where packages lie unpacked. */
public interface UnpackedPackages {

    /**
     * The directory with a package's files, unpacked now if it never was; read-only, shared, not the caller's to
     * change.
     *
     * @throws IOException when the package's file is gone, is not the one that was indexed, or cannot be unpacked
     */
    Path unpacked(StoredPackage pkg) throws IOException;
}
