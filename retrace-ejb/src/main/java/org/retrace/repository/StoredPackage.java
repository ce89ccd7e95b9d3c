// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.nio.file.Path;
import org.retrace.rpm.Nevra;

/**
 * A package that is in the index.
 *
 * @param id its row
 * @param name its full name
 * @param digest SHA-256 of the file, hex
 * @param file where it lies
 */
public record StoredPackage(long id, Nevra name, String digest, Path file) {

    public String nevra() {
        return name.toString();
    }
}
