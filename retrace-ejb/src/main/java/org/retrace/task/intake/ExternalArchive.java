// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one archive in a directory of this machine that a request names instead of sending it. */
public sealed interface ExternalArchive {

    /**
     * The archive is there.
     *
     * @param file where; opened without following a link
     */
    record Found(Path file) implements ExternalArchive {}

    /** There is no such directory, or it is below none that may be named. */
    record NoDirectory() implements ExternalArchive {}

    /**
     * The directory does not hold exactly one file.
     *
     * @param files how many, counted up to {@link #MOST_COUNTED}
     */
    record NotOne(int files) implements ExternalArchive {}

    /** Who has more files than this has too many. */
    int MOST_COUNTED = 1000;

    /**
     * Looks into a directory.
     *
     * @param named as the request does
     * @param roots below which of them it must lie, links followed
     */
    static ExternalArchive in(String named, List<Path> roots) throws IOException {
        Optional<Path> directory = directory(named, roots);
        if (directory.isEmpty()) {
            return new NoDirectory();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.get())) {
            for (Path entry : entries) {
                if (files.size() == MOST_COUNTED) {
                    break;
                }
                files.add(entry);
            }
        }
        return files.size() == 1 && Files.isRegularFile(files.get(0), java.nio.file.LinkOption.NOFOLLOW_LINKS)
                ? new Found(files.get(0))
                : new NotOne(files.size());
    }

    private static Optional<Path> directory(String named, List<Path> roots) throws IOException {
        Path path;
        try {
            path = Path.of(named);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (!path.isAbsolute() || !Files.isDirectory(path)) {
            return Optional.empty();
        }
        Path real = path.toRealPath();
        for (Path root : roots) {
            if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                return Optional.of(real);
            }
        }
        return Optional.empty();
    }
}
