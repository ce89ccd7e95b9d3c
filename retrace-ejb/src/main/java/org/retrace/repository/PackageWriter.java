// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;

/** Changes of the index, a transaction each; two that index at once write one after the other. */
@Stateless
public class PackageWriter {

    @Inject
    private PackageIndex index;

    @Inject
    private Event<PackagesIndexed> indexed;

    /** See {@link PackageIndex}. */
    public void put(List<NewPackage> packages) {
        index.lock();
        index.put(packages);
        indexed.fire(new PackagesIndexed(packages.size()));
    }

    public void remove(Path file) {
        index.lock();
        index.remove(file);
    }
}
