// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import java.nio.file.Path;
import java.util.Optional;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.rpm.Nevra;

/**
 * A package that was found.
 *
 * @param repository empty where it was indexed from a directory
 * @param path the file in it that it was found by; empty when it was found by its name
 * @param file where it lies
 * @param place its place in the list, from which the next page goes on
 */
public record FoundPackage(
        Nevra name,
        Optional<RepositoryName> repository,
        Optional<String> path,
        Path file,
        long sizeBytes,
        PackagePlace place) {}
