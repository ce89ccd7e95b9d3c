// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.IOException;
import java.nio.file.FileStore;
import java.util.function.LongConsumer;

/** Counts what an upload unpacks to and stops it before a limit is passed; nothing the archive claims is trusted. */
final class StorageGuard {

    /** Free space is asked for once for this many bytes. */
    private static final long STRIDE = 16L << 20;

    private final FileStore store;
    private final long maxBytes;
    private final long minFreeBytes;
    private final LongConsumer admitted;
    private long written;
    private long nextLook;

    /**
     * @param maxBytes most bytes the upload may unpack to
     * @param minFreeBytes what must stay free on the file system
     * @param admitted is told of all bytes that may be written
     */
    StorageGuard(FileStore store, long maxBytes, long minFreeBytes, LongConsumer admitted) {
        this.store = store;
        this.maxBytes = maxBytes;
        this.minFreeBytes = minFreeBytes;
        this.admitted = admitted;
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
        admitted.accept(bytes);
    }
}
