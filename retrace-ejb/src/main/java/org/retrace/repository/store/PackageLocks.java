// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who uses and who removes a package, over all servers that share a store: a lock of the operating system on one byte
 * of one file, at a place that the package's digest says, so that it ends with the process however that ends. The
 * system knows processes only; how many in this one share a lock is counted here. The file is open only while there are
 * locks. A process has one of these for a store: closing a file ends all its locks.
 */
final class PackageLocks {

    /** In place of a digest: what at most one server does to all of the store. */
    static final String WHOLE_STORE = "0";

    /** Of the digest, hex: as many as are left of an offset. */
    private static final int DIGITS = 15;

    private static final long LOOK_MILLIS = 5;

    private final Path file;
    private final Map<String, Held> held = new HashMap<>();
    private @Nullable FileChannel channel;

    /**
     * A lock of this process.
     *
     * @param users how many share it; 0 when it is exclusive
     */
    private record Held(FileLock lock, int users) {}

    /** A lock until it is closed, once. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** @param file is made when it is not there; its directory exists */
    PackageLocks(Path file) {
        this.file = file;
    }

    /**
     * Holds a package against removal, after the end of one that is under way: that takes milliseconds.
     *
     * @throws IOException when the file system has no locks, or the thread is interrupted while it waits
     */
    synchronized Lock share(String digest) throws IOException {
        while (!tryShare(digest)) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while package " + digest + " was being removed", e);
            }
        }
        return () -> release(digest);
    }

    /** A lock that nobody shares; empty when somebody has one already. */
    synchronized Optional<Lock> tryExclusive(String digest) throws IOException {
        return !held.containsKey(digest) && acquire(digest, false)
                ? Optional.of(() -> release(digest))
                : Optional.empty();
    }

    private boolean tryShare(String digest) throws IOException {
        Held here = held.get(digest);
        if (here == null) {
            return acquire(digest, true);
        }
        if (here.users() == 0) {
            return false;
        }
        held.put(digest, new Held(here.lock(), here.users() + 1));
        return true;
    }

    /** Never waits in the channel: an interrupt there would close it, and end all locks. */
    private boolean acquire(String digest, boolean shared) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        try {
            FileLock lock = channel.tryLock(place(digest), 1, shared);
            if (lock != null) {
                held.put(digest, new Held(lock, shared ? 1 : 0));
            }
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // two digests that begin alike
        } finally {
            closeWithoutLocks();
        }
    }

    private static long place(String digest) {
        return Long.parseLong(digest.substring(0, Math.min(DIGITS, digest.length())), 16);
    }

    private synchronized void release(String digest) throws IOException {
        Held here = Objects.requireNonNull(held.remove(digest), "released once only");
        if (here.users() > 1) {
            held.put(digest, new Held(here.lock(), here.users() - 1));
            return;
        }
        try {
            here.lock().release();
        } finally {
            closeWithoutLocks();
            notifyAll();
        }
    }

    private void closeWithoutLocks() throws IOException {
        if (held.isEmpty() && channel != null) {
            channel.close();
            channel = null;
        }
    }
}
