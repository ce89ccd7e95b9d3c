// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrace.process.SandboxLimits;
import org.retrace.repository.debuginfo.GdbPreparation;
import org.retrace.settings.NodeIdentity;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/**
 * The store of unpacked packages below RepoDir, as the settings place and bound it: packages leave it when they take
 * more than StoreSize, and before what is left of RepoDir's file system keeps tasks from being begun or, where SaveDir
 * is on the same one, uploads from being accepted.
 */
@ApplicationScoped
public class PackageStore {

    /** Nobody, on whichever node, is still at work on what is older. */
    private static final Duration LONGEST_UNPACKING = Duration.ofDays(1);

    /** No upload is worth more of a file system. */
    private static final int UPLOADS_PART = 10;

    /** A step has half an hour, and unpacks several packages. */
    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(5);

    private static final long MOST_INDEX_BYTES = 4L << 30;

    /** Of gdb's memory, what one index may be. */
    private static final int INDEX_PART = 4;

    private static final int PROCESSES = 64;

    @Inject
    private Settings settings;

    @Inject
    private NodeIdentity identity;

    private @Nullable StoreDirectory directory;

    /** Packages that are kept from eviction until the result is closed. */
    public HeldPackages hold() throws IOException {
        return store().hold();
    }

    /**
     * Removes what killed unpackings left behind.
     *
     * @return how many
     */
    public int removeAbandoned() throws IOException {
        return store().removeAbandoned(LONGEST_UNPACKING);
    }

    /**
     * Removes packages that nobody needs until the limits are kept.
     *
     * @return all that was since this was called last, then and in between
     */
    public Evicted evict() throws IOException {
        if (!Files.isDirectory(settings.current().directories().repoDir())) {
            return Evicted.NONE; // whoever needs it says so
        }
        store().evict();
        return store().takeEvicted();
    }

    /** Packages whose debuginfo could not be made quick to read since this was asked last, a sentence each. */
    public List<String> takeUnprepared() throws IOException {
        return store().takeUnprepared();
    }

    /** What it takes now. */
    public StoreUse use() throws IOException {
        return store().use();
    }

    private synchronized StoreDirectory store() throws IOException {
        Path root = settings.current().directories().repoDir().resolve("store");
        Files.createDirectories(root);
        if (directory == null) {
            directory = new StoreDirectory(root, identity, this::limits, new GdbPreparation(this::gdb));
        }
        return directory;
    }

    private SandboxLimits gdb() {
        RetraceSettings.Sandbox current = settings.current().sandbox();
        return new SandboxLimits(
                current.memoryBytes(),
                current.cpu(),
                LONGEST_PREPARATION,
                MOST_INDEX_BYTES,
                current.memoryBytes() / INDEX_PART,
                PROCESSES);
    }

    private StoreLimits limits() throws IOException {
        RetraceSettings.Directories directories = settings.current().directories();
        RetraceSettings.Limits current = settings.current().limits();
        FileStore disk = Files.getFileStore(directories.repoDir());
        boolean holdsUploads = disk.equals(Files.getFileStore(directories.saveDir()));
        long forUploads = holdsUploads ? Math.min(current.maxUnpackedBytes(), disk.getTotalSpace() / UPLOADS_PART) : 0;
        long minLeft = current.minStorageLeftBytes();
        return new StoreLimits(current.storeBytes(), minLeft + forUploads, minLeft / 2);
    }
}
