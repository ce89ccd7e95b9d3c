// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import java.nio.file.Path;
import org.retrace.rpm.Nevra;

/**
 * A package of a repository that is here.
 *
 * @param checksum digits of the one that the repository listed
 */
public record KeptPackage(Nevra nevra, Path file, String checksum) {}
