// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retrace.repository.StoredPackage;

/**
 * Unpacked packages that stay where they are until this is closed. Afterwards those stay whose files have got names
 * elsewhere, as long as they have them. For one thread.
 */
public final class HeldPackages implements UnpackedPackages, AutoCloseable {

    private final StoreDirectory store;
    private final Map<String, Held> held = new HashMap<>();

    private record Held(PackageLocks.Lock lock, Path directory) {}

    HeldPackages(StoreDirectory store) {
        this.store = store;
    }

    @Override
    public Path unpacked(StoredPackage pkg) throws IOException {
        Held there = held.get(pkg.digest());
        return there == null ? hold(pkg) : there.directory();
    }

    private Path hold(StoredPackage pkg) throws IOException {
        PackageLocks.Lock lock = store.locks().share(pkg.digest());
        boolean holds = false;
        try {
            Path directory = store.unpacked(pkg);
            held.put(pkg.digest(), new Held(lock, directory));
            holds = true;
            return directory;
        } finally {
            if (!holds) {
                lock.close();
            }
        }
    }

    @Override
    public Path file(StoredPackage pkg, String path) throws IOException {
        Path file = Trees.inside(unpacked(pkg), path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) || store.isWhole(pkg)) {
            return file;
        }
        release(pkg.digest());
        store.discard(pkg);
        return Trees.inside(unpacked(pkg), path);
    }

    private void release(String digest) throws IOException {
        Held there = held.remove(digest);
        if (there != null) {
            there.lock().close();
        }
    }

    /** Lets go of all, whatever happens to one. */
    @Override
    public void close() throws IOException {
        IOException failure = new IOException("packages could not be let go");
        for (String digest : List.copyOf(held.keySet())) {
            try {
                release(digest);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
