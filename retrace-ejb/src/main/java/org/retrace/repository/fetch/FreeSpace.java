// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What must stay free in the file system of RepoDir.
 *
 * @param leastFreeBytes MinStorageLeft, asked each time
 */
public record FreeSpace(LongSupplier leastFreeBytes) {

    private static final int MEBIBYTE = 20;

    /**
     * Makes sure that so many bytes may be written.
     *
     * @throws NoRoomException when less than MinStorageLeft would be free after that
     */
    void require(Path directory, long bytes) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        long least = leastFreeBytes.getAsLong();
        if (free - least < bytes) {
            throw new NoRoomException("%s has %d MiB free, of which MinStorageLeft keeps %d MiB: %d MiB have no room; "
                            .formatted(directory, free >> MEBIBYTE, least >> MEBIBYTE, (bytes >> MEBIBYTE) + 1)
                    + "make some, and begin again: what was fetched is kept");
        }
    }
}
