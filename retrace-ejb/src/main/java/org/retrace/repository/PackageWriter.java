// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.retrace.rpm.RpmPackage;

/** Changes of the index, a transaction each; two that index at once write one after the other. */
@Stateless
public class PackageWriter {

    @Inject
    private PackageIndex index;

    /** See {@link PackageIndex}. */
    public void put(Path file, FileState state, String digest, RpmPackage rpm) {
        index.lock();
        index.put(file, state, digest, rpm);
    }

    public void remove(Path file) {
        index.lock();
        index.remove(file);
    }
}
