// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import org.retrace.repository.metadata.AvailablePackage;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.rpm.Nevra;

/**
 * A package that a repository lists and that is not here.
 *
 * @param size bytes of its file
 */
public record WantedPackage(Nevra nevra, RepositoryPath location, Checksum checksum, long size) {

    static WantedPackage of(AvailablePackage available) {
        return new WantedPackage(available.nevra(), available.location(), available.checksum(), available.size());
    }
}
