// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of metadata, as repomd.xml names it.
 *
 * @param type what is in it: {@code primary}, {@code filelists}, {@code group}
 * @param checksum of the file as it lies there, compressed
 * @param openChecksum of what comes out of it; absent where it is not compressed, and from some old repositories
 * @param size of the file in bytes; absent from old repositories, as is {@code openSize}
 * @param openSize bytes of what comes out of it
 * @param timestamp when it was made, to the second
 */
public record MetadataFile(
        String type,
        RepositoryPath location,
        Checksum checksum,
        Optional<Checksum> openChecksum,
        OptionalLong size,
        OptionalLong openSize,
        Instant timestamp) {}
