// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes packages from a store, first those that were not used for longest: never one that somebody holds, nor one
 * with a file that has a name elsewhere, as in the sysroot of a task. A package leaves by one rename and is removed
 * under its other name, so that a kill leaves it whole or not in the store. One run at a time over all servers.
 */
final class Eviction {

    private final Transit transit;
    private final PackageLocks locks;
    private final List<String> problems = new ArrayList<>();

    Eviction(Transit transit, PackageLocks locks) {
        this.transit = transit;
        this.locks = locks;
    }

    /**
     * A package that is there.
     *
     * @param bytes on the disk
     */
    private record Candidate(StoreEntry entry, long bytes, Instant lastUsed) {}

    /** Removes until the limits are kept or nothing is left that may go; nothing while another run is under way. */
    Evicted run(StoreLimits limits, long freeBytes) throws IOException {
        Optional<PackageLocks.Lock> alone = locks.tryExclusive(PackageLocks.WHOLE_STORE);
        if (alone.isEmpty()) {
            return Evicted.NONE;
        }
        try {
            return evict(limits, freeBytes);
        } finally {
            alone.get().close();
        }
    }

    /** What is there. */
    StoreUse use(long limitBytes) throws IOException {
        List<Candidate> packages = candidates();
        return new StoreUse(packages.size(), bytes(packages), limitBytes);
    }

    private Evicted evict(StoreLimits limits, long freeBytes) throws IOException {
        List<Candidate> packages = candidates();
        long used = bytes(packages);
        boolean helps = freeBytes + used >= limits.leastFreeBytes();
        int removed = 0;
        long gone = 0;
        for (Candidate candidate : packages) {
            boolean full = helps && freeBytes + gone < limits.freeBytes();
            if ((full || used - gone > limits.maxBytes()) && remove(candidate.entry())) {
                removed++;
                gone += candidate.bytes();
            }
        }
        return new Evicted(removed, gone, problems);
    }

    private static long bytes(List<Candidate> packages) {
        return packages.stream().mapToLong(Candidate::bytes).sum();
    }

    /** In the order of their last use. */
    private List<Candidate> candidates() throws IOException {
        List<Candidate> packages = new ArrayList<>();
        Instant now = Instant.now();
        for (StoreEntry entry : StoreEntry.all(transit.root())) {
            try {
                if (Files.exists(entry.directory(), LinkOption.NOFOLLOW_LINKS)) {
                    packages.add(new Candidate(entry, entry.bytes(), lastUsed(entry, now)));
                } else {
                    removeMeasure(entry);
                }
            } catch (IOException e) {
                problems.add(entry.directory() + ": " + e);
            }
        }
        packages.sort(Comparator.comparing(Candidate::lastUsed));
        return packages;
    }

    /** Uses in the future are of a clock that was wrong, and would never be over. */
    private static Instant lastUsed(StoreEntry entry, Instant now) throws IOException {
        Instant lastUsed = entry.lastUsed();
        if (lastUsed.isAfter(now)) {
            entry.use(now);
            return now;
        }
        return lastUsed;
    }

    /** A package left and its server was killed then, or one is just coming. */
    private void removeMeasure(StoreEntry entry) throws IOException {
        Optional<PackageLocks.Lock> lock = locks.tryExclusive(entry.digest());
        if (lock.isEmpty()) {
            return;
        }
        try {
            if (Files.notExists(entry.directory(), LinkOption.NOFOLLOW_LINKS)) {
                Trees.remove(entry.measureFile());
            }
        } finally {
            lock.get().close();
        }
    }

    /** Whether it is gone now. */
    private boolean remove(StoreEntry entry) {
        try {
            Optional<Path> left = leave(entry);
            if (left.isPresent()) {
                Trees.remove(left.get());
            }
            return left.isPresent();
        } catch (IOException e) {
            problems.add(entry.directory() + ": " + e);
            return false;
        }
    }

    private Optional<Path> leave(StoreEntry entry) throws IOException {
        Optional<PackageLocks.Lock> lock = locks.tryExclusive(entry.digest());
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (hasNamesElsewhere(entry.directory())) {
                return Optional.empty();
            }
            Path left = transit.leaving(entry.directory());
            Trees.remove(entry.measureFile());
            return Optional.of(left);
        } finally {
            lock.get().close();
        }
    }

    private static boolean hasNamesElsewhere(Path tree) throws IOException {
        Map<Object, Integer> elsewhere = new HashMap<>();
        Trees.visit(tree, (file, attributes) -> {
            if (!attributes.isDirectory()) {
                elsewhere.merge(attributes.fileKey(), names(file) - 1, (left, again) -> left - 1);
            }
        });
        return elsewhere.values().stream().anyMatch(names -> names > 0);
    }

    private static int names(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    }
}
