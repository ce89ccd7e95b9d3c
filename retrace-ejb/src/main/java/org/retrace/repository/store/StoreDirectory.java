// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.repository.FileDigest;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.debuginfo.Preparation;
import org.retrace.rpm.RpmFile;
import org.retrace.rpm.RpmPackage;
import org.retrace.rpm.RpmPayload;
import org.retrace.settings.NodeIdentity;

/**
 * A directory of unpacked packages, each below the digest of its file. An entry appears by one rename, once it is on
 * the disk whole; of two servers that unpack the same package at once the slower throws its copy away. When the limits
 * are passed, entries that nobody needs leave, first those that were not used for longest.
 */
public final class StoreDirectory {

    private static final Limits LIMITS = new Limits(2_000_000, 256 << 20, 64L << 30, 256L << 30);
    private static final int STRIPES = 64;

    /** Of debuginfo when its sections are decompressed, and beside it the old and the index of it. */
    private static final int GROWTH = 4;

    private static final int MAX_UNPREPARED = 100;

    private final Path root;
    private final Source<StoreLimits> limits;
    private final Preparation preparation;
    private final Transit transit;
    private final PackageLocks locks;
    /** In this process a package is unpacked once, and who else wants it waits. */
    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    private Evicted evicted = Evicted.NONE;
    private List<String> unprepared = List.of();

    /** A value that is asked for again and again. */
    public interface Source<T> {

        /** As it is now. */
        T get() throws IOException;
    }

    /**
     * One for a directory in a process.
     *
     * @param root an existing directory
     * @param preparation of what is unpacked
     */
    public StoreDirectory(Path root, NodeIdentity identity, Source<StoreLimits> limits, Preparation preparation) {
        this.root = root;
        this.limits = limits;
        this.preparation = preparation;
        this.transit = new Transit(root, identity);
        this.locks = new PackageLocks(root.resolve(".locks"));
    }

    /** Packages that are kept from eviction until the result is closed. */
    public HeldPackages hold() {
        return new HeldPackages(this);
    }

    PackageLocks locks() {
        return locks;
    }

    /** The same as {@link UnpackedPackages#unpacked}, for who holds the package. */
    Path unpacked(StoredPackage pkg) throws IOException {
        StoreEntry entry = StoreEntry.of(root, pkg.digest());
        ReentrantLock unpacking = stripes.get(Math.floorMod(pkg.digest().hashCode(), STRIPES));
        try {
            unpacking.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + pkg.nevra() + " was being unpacked for another task", e);
        }
        try {
            if (entry.isUsable()) {
                entry.use(Instant.now());
            } else {
                unpack(pkg, entry);
            }
        } finally {
            unpacking.unlock();
        }
        return entry.directory();
    }

    private void unpack(StoredPackage pkg, StoreEntry entry) throws IOException {
        if (!FileDigest.of(pkg.file()).equals(pkg.digest())) {
            throw new IOException("package " + pkg.nevra() + ": " + pkg.file()
                    + " is not the file that was indexed; index its directory again");
        }
        RpmPackage rpm = read(pkg.file());
        makeRoom(rpm);
        Path temporary = transit.unpacking();
        try {
            unpack(pkg.file(), rpm, temporary);
            prepare(pkg, rpm, temporary);
            Trees.flush(temporary);
            StoreMeasure measure = StoreMeasure.of(temporary);
            clear(entry);
            measure.write(entry.measureFile());
            adopt(temporary, entry.directory());
        } finally {
            Trees.remove(temporary);
        }
        evict();
    }

    /** As it is, it serves as well: what has no room for that stays so. */
    private void prepare(StoredPackage pkg, RpmPackage rpm, Path tree) throws IOException {
        long needed = GROWTH * bytes(rpm);
        if (free() - needed < limits.get().leastFreeBytes()) {
            addUnprepared(pkg.nevra() + ": " + (needed >> 20) + " MiB have no room");
            return;
        }
        Path scratch = transit.unpacking();
        try {
            List<String> problems = preparation.prepare(tree, scratch);
            if (!problems.isEmpty()) {
                addUnprepared(pkg.nevra() + ": " + String.join("; ", problems));
            }
        } finally {
            Trees.remove(scratch);
        }
    }

    private synchronized void addUnprepared(String problem) {
        unprepared = Stream.concat(unprepared.stream(), Stream.of(problem))
                .limit(MAX_UNPREPARED)
                .toList();
    }

    /** Packages whose debuginfo could not be made quick to read since this was asked last, a sentence each. */
    public synchronized List<String> takeUnprepared() {
        List<String> since = unprepared;
        unprepared = List.of();
        return since;
    }

    private static long bytes(RpmPackage rpm) {
        return rpm.files().stream()
                .filter(RpmFile::isRegular)
                .mapToLong(RpmFile::sizeBytes)
                .sum();
    }

    private void makeRoom(RpmPackage rpm) throws IOException {
        long bytes = bytes(rpm);
        StoreLimits now = limits.get();
        if (free() - bytes < now.freeBytes()) {
            add(new Eviction(transit, locks).run(now.with(bytes), free()));
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Makes way where something lies that is no package. */
    private void clear(StoreEntry entry) throws IOException {
        Path group = entry.directory().resolveSibling("");
        for (Path place : List.of(group, entry.directory())) {
            boolean usable = place.equals(group) ? Files.isDirectory(place) : entry.isUsable();
            if (!usable && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Trees.remove(transit.leaving(place));
            }
        }
        Files.createDirectories(group);
    }

    /** Removes what nobody needs until the limits are kept. */
    public void evict() throws IOException {
        add(new Eviction(transit, locks).run(limits.get(), free()));
    }

    private synchronized void add(Evicted more) {
        evicted = evicted.and(more);
    }

    /** All that was evicted since this was asked last. */
    public synchronized Evicted takeEvicted() {
        Evicted since = evicted;
        evicted = Evicted.NONE;
        return since;
    }

    /** What it takes now. */
    public StoreUse use() throws IOException {
        return new Eviction(transit, locks).use(limits.get().maxBytes());
    }

    /** Whether all names are there that a package had when it was unpacked. */
    boolean isWhole(StoredPackage pkg) throws IOException {
        return StoreEntry.of(root, pkg.digest()).isWhole();
    }

    /**
     * Takes a damaged package out.
     *
     * @throws IOException when somebody holds it
     */
    void discard(StoredPackage pkg) throws IOException {
        PackageLocks.Lock lock = locks.tryExclusive(pkg.digest())
                .orElseThrow(() -> new IOException("package " + pkg.nevra()
                        + " lies damaged in the store and others are using it; it will be unpacked anew"));
        try {
            StoreEntry entry = StoreEntry.of(root, pkg.digest());
            if (!entry.isWhole()) {
                Trees.remove(transit.leaving(entry.directory()));
            }
        } finally {
            lock.close();
        }
    }

    /**
     * Removes what killed servers left behind: those of earlier boots of this one, and any that is older.
     *
     * @return how many
     */
    public int removeAbandoned(Duration olderThan) throws IOException {
        return transit.removeAbandoned(olderThan);
    }

    private static RpmPackage read(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return RpmPackage.read(source, LIMITS);
        } catch (FormatException e) {
            throw new FormatException("package " + file.getFileName() + ": " + e.format(), e.offset(), e.reason());
        }
    }

    private static void unpack(Path file, RpmPackage rpm, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(rpm.payload().offset());
            InputStream compressed = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            try (RpmPayload payload = new RpmPayload(compressed, rpm, LIMITS)) {
                new PayloadUnpacker(target).unpack(payload);
            }
        } catch (FormatException e) {
            throw new FormatException("package " + file.getFileName() + ": " + e.format(), e.offset(), e.reason());
        }
    }

    private static void adopt(Path temporary, Path entry) throws IOException {
        try {
            Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            requireEntry(entry, e);
        }
    }

    /** Somebody else was faster; anything else is a failure. */
    private static void requireEntry(Path entry, FileSystemException failure) throws IOException {
        if (!Files.isDirectory(entry)) {
            throw failure;
        }
    }
}
