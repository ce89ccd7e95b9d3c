// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of one unpacked package in a store. The time of its directory is when it was last used; nothing waits for
 * that to reach the disk.
 *
 * @param digest of the package's file, hex
 * @param directory its files; there whole or not at all
 * @param measureFile how large it was when it was unpacked; may be missing
 */
record StoreEntry(String digest, Path directory, Path measureFile) {

    private static final String MEASURE = ".size";
    private static final String DIGEST = "[0-9a-f]{64}";

    static StoreEntry of(Path root, String digest) {
        Path directory = root.resolve(digest.substring(0, 2)).resolve(digest);
        return new StoreEntry(digest, directory, directory.resolveSibling(digest + MEASURE));
    }

    /** All of which there is anything. */
    static List<StoreEntry> all(Path root) throws IOException {
        Map<String, StoreEntry> entries = new LinkedHashMap<>();
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            for (Path group : groups) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(group)) {
                    files.forEach(file ->
                            digest(group, file).ifPresent(digest -> entries.computeIfAbsent(digest, d -> of(root, d))));
                } catch (NotDirectoryException e) {
                    // nothing of ours; it makes way when a package needs its place
                }
            }
        }
        return List.copyOf(entries.values());
    }

    private static Optional<String> digest(Path group, Path file) {
        String name = file.getFileName().toString();
        String digest = name.endsWith(MEASURE) ? name.substring(0, name.length() - MEASURE.length()) : name;
        return Optional.of(digest).filter(d -> d.matches(DIGEST) && group.endsWith(d.substring(0, 2)));
    }

    /** Whether the files are there to be read. */
    boolean isUsable() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.isReadable(directory)
                && Files.isExecutable(directory);
    }

    void use(Instant now) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.from(now));
    }

    Instant lastUsed() throws IOException {
        return Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** What it takes of the disk, as it was measured when it was unpacked; now, where that is not to be read. */
    long bytes() throws IOException {
        Optional<StoreMeasure> written = StoreMeasure.read(measureFile);
        if (written.isPresent()) {
            return written.get().bytes();
        }
        StoreMeasure measured = StoreMeasure.unknown(StoreMeasure.of(directory).bytes());
        measured.write(measureFile);
        return measured.bytes();
    }

    /** Whether it has lost no name since it was unpacked; not when that is unknown. */
    boolean isWhole() throws IOException {
        Optional<StoreMeasure> written = StoreMeasure.read(measureFile);
        return written.isPresent()
                && written.get().names() > 0
                && StoreMeasure.names(directory) >= written.get().names();
    }
}
