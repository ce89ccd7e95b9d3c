// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.repository.FileDigest;
import org.retrace.repository.StoredPackage;
import org.retrace.rpm.RpmPackage;
import org.retrace.rpm.RpmPayload;
import org.retrace.settings.NodeIdentity;

/**
 * A directory of unpacked packages, each below the digest of its file. An entry appears by one rename, once it is on
 * the disk whole; of two that unpack the same package at once, threads or servers, the slower throws its copy away.
 */
public final class StoreDirectory implements UnpackedPackages {

    private static final Limits LIMITS = new Limits(2_000_000, 256 << 20, 64L << 30, 256L << 30);
    private static final String TEMPORARY = ".unpacking-";

    private final Path root;
    private final NodeIdentity identity;

    /** @param root an existing directory */
    public StoreDirectory(Path root, NodeIdentity identity) {
        this.root = root;
        this.identity = identity;
    }

    @Override
    public Path unpacked(StoredPackage pkg) throws IOException {
        Path entry = root.resolve(pkg.digest().substring(0, 2)).resolve(pkg.digest());
        if (Files.isDirectory(entry)) {
            return entry;
        }
        if (!FileDigest.of(pkg.file()).equals(pkg.digest())) {
            throw new IOException("package " + pkg.nevra() + ": " + pkg.file()
                    + " is not the file that was indexed; index its directory again");
        }
        Path temporary = Files.createDirectories(root).resolve(TEMPORARY + identity.mark() + UUID.randomUUID());
        try {
            unpack(pkg.file(), Files.createDirectory(temporary));
            Trees.flush(temporary);
            adopt(temporary, entry);
        } finally {
            Trees.remove(temporary);
        }
        return entry;
    }

    /**
     * Removes what killed unpackings left behind: those of earlier boots of this server, and any that is older.
     *
     * @return how many
     */
    public int removeAbandoned(Duration olderThan) throws IOException {
        Instant before = Instant.now().minus(olderThan);
        int removed = 0;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, TEMPORARY + "*")) {
            for (Path directory : left) {
                String mark = directory.getFileName().toString().substring(TEMPORARY.length());
                if (identity.isOfEarlierBoot(mark)
                        || Files.getLastModifiedTime(directory).toInstant().isBefore(before)) {
                    Trees.remove(directory);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static void unpack(Path file, Path target) throws IOException {
        RpmPackage rpm;
        try (ByteSource source = ByteSource.open(file)) {
            rpm = RpmPackage.read(source, LIMITS);
        }
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
        Path parent = entry.getParent();
        Files.createDirectories(parent == null ? entry : parent);
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
