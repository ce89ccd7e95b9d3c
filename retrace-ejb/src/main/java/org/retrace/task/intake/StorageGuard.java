// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.IOException;
import java.nio.file.FileStore;

/** Counts what an upload unpacks to and stops it before a limit is passed; nothing the archive claims is trusted. */
final class StorageGuard {

    /** Free space is asked for once for this many bytes. */
    private static final long STRIDE = 16L << 20;

    private final FileStore store;
    private final long maxBytes;
    private final long minFreeBytes;
    private long written;
    private long nextLook;

    /**
     * @param maxBytes most bytes the upload may unpack to
     * @param minFreeBytes what must stay free on the file system
     */
    StorageGuard(FileStore store, long maxBytes, long minFreeBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
        this.minFreeBytes = minFreeBytes;
    }

    /** To be called before these bytes are written. */
    void admit(long bytes) throws RefusedException, IOException {
        written += bytes;
        if (written > maxBytes) {
            throw new RefusedException(Refusal.contentTooLarge());
        }
        if (written >= nextLook) {
            nextLook = written + STRIDE;
            if (store.getUsableSpace() - STRIDE < minFreeBytes) {
                throw new RefusedException(Refusal.noStorage());
            }
        }
    }
}
