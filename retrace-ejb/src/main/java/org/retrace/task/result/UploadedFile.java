// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of an upload, as it was unpacked.
 *
 * @param name as the archive spelt it
 * @param beginning the first lines of a small text; empty of anything else
 */
public record UploadedFile(String name, long sizeBytes, Optional<String> beginning) {

    /** Files that are listed; an upload must not bring as many. */
    private static final int MOST_FILES = 50;

    /** What is larger is no text that people want to read here. */
    private static final long MOST_TEXT_BYTES = 1 << 20;

    private static final int MOST_SHOWN_BYTES = 4096;
    private static final int MOST_LINES = 20;

    /** The files of a directory, by name; none when it is gone. */
    static List<UploadedFile> in(Path directory) throws IOException {
        List<UploadedFile> files = new ArrayList<>();
        for (Path path : regular(directory)) {
            try {
                long size = Files.size(path);
                files.add(new UploadedFile(String.valueOf(path.getFileName()), size, beginning(path, size)));
            } catch (NoSuchFileException e) {
                // the task has ended meanwhile, and the crash goes
            }
        }
        return files;
    }

    private static List<Path> regular(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<String> beginning(Path path, long size) throws IOException {
        if (size > MOST_TEXT_BYTES) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(MOST_SHOWN_BYTES), StandardCharsets.UTF_8);
            return text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(text.lines().limit(MOST_LINES).collect(Collectors.joining("\n")));
        }
    }
}
