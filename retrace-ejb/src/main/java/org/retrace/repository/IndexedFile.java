// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import org.retrace.elf.BuildId;
import org.retrace.rpm.PackagedBuildId;

/**
 * A file of a package that the index knows by build-id; the claim is the package's and is verified when the file is
 * used.
 *
 * @param buildId its name
 * @param kind binary or debuginfo
 * @param path absolute, inside the package
 * @param pkg the package
 */
public record IndexedFile(BuildId buildId, PackagedBuildId.Kind kind, String path, StoredPackage pkg) {}
