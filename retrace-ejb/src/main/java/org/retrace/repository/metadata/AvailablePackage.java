// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.time.Instant;
import java.util.List;
import org.retrace.elf.BuildId;
import org.retrace.rpm.Nevra;

/**
 * A package that a repository offers, as its primary metadata says; nothing of it is verified.
 *
 * @param nevra its name; of a source package the architecture is {@code src}
 * @param location where its file lies
 * @param checksum of the file; its digits name the package in the other metadata
 * @param size of the file in bytes
 * @param built when it was built, to the second
 * @param debuginfo build-ids whose debuginfo it has, by its {@code debuginfo(build-id)} provides
 */
public record AvailablePackage(
        Nevra nevra, RepositoryPath location, Checksum checksum, long size, Instant built, List<BuildId> debuginfo) {

    /** Copies the list. */
    public AvailablePackage {
        debuginfo = List.copyOf(debuginfo);
    }
}
