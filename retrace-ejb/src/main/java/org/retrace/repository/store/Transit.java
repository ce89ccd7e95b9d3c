// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.retrace.settings.NodeIdentity;

/**
 * What comes into a store or leaves it, under names that bear the mark of the server that is at it: whatever a kill
 * leaves under such a name is no package.
 *
 * @param root of the store
 */
record Transit(Path root, NodeIdentity identity) {

    private static final String UNPACKING = ".unpacking-";
    private static final String LEAVING = ".leaving-";

    /** A new directory for a package to be unpacked in. */
    Path unpacking() throws IOException {
        return Files.createDirectory(root.resolve(UNPACKING + identity.mark() + UUID.randomUUID()));
    }

    /** Takes a tree out of the store by one rename; it is then the caller's to {@link Trees#remove}. */
    Path leaving(Path tree) throws IOException {
        Path away = root.resolve(LEAVING + identity.mark() + UUID.randomUUID());
        return Files.move(tree, away, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes what killed servers left behind: those of earlier boots of this one, and whatever is older.
     *
     * @return how many
     */
    int removeAbandoned(Duration olderThan) throws IOException {
        return removeAbandoned(UNPACKING, olderThan) + removeAbandoned(LEAVING, olderThan);
    }

    private int removeAbandoned(String prefix, Duration olderThan) throws IOException {
        Instant before = Instant.now().minus(olderThan);
        int removed = 0;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, prefix + "*")) {
            for (Path tree : left) {
                String mark = tree.getFileName().toString().substring(prefix.length());
                if (identity.isOfEarlierBoot(mark) || isOlder(tree, before)) {
                    Trees.remove(tree);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isOlder(Path tree, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(tree).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false; // its server has just finished
        }
    }
}
