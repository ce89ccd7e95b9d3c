// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What tells an unchanged file from a changed one without reading it.
 *
 * @param sizeBytes its size
 * @param modifiedAt its time of change, to the microsecond
 */
public record FileState(long sizeBytes, Instant modifiedAt) {

    public static FileState of(Path file) throws IOException {
        return new FileState(
                Files.size(file), Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
}
