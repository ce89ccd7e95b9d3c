// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file that a task has left.
 *
 * @param name by which people ask for it
 * @param mediaType as far as the name tells
 * @param path where it lies
 * @param sizeBytes as it is now; a log may grow
 * @param version another one whenever the file has changed
 */
public record ResultFile(String name, String mediaType, Path path, long sizeBytes, String version) {

    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    /** A file that is there, and no link. */
    static Optional<ResultFile> of(String name, Path path) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String version = Long.toHexString(now.size()) + "-"
                    + Long.toHexString(now.lastModifiedTime().to(TimeUnit.MICROSECONDS));
            return now.isRegularFile()
                    ? Optional.of(new ResultFile(name, mediaType(name), path, now.size(), version))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String mediaType(String name) {
        if (name.endsWith(".json")) {
            return JSON;
        }
        return name.endsWith(".txt") || name.endsWith(".log") ? TEXT : "application/octet-stream";
    }
}
