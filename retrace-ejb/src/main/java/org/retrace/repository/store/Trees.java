// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;

/** Directory trees as a whole. */
public final class Trees {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private static final Duration LONGEST_FLUSH = Duration.ofMinutes(10);

    private Trees() {}

    /** Removes a tree, read-only directories included, links as links; nothing happens when it is not there. */
    public static void remove(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(root, new Remover());
        }
    }

    /** Waits until a file, or what a directory lists, is on the disk: from then on it survives a loss of power. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same for each file and directory of a small tree. */
    public static void forceAll(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : (Iterable<Path>) tree.filter(path -> !Files.isSymbolicLink(path))::iterator) {
                force(path);
            }
        }
    }

    /**
     * The same for all of the file system that a tree lies in: for thousands of files far less work.
     *
     * @throws IOException when the disk did not take it all, or not within ten minutes
     */
    public static void flush(Path root) throws IOException {
        ExternalCommand sync = new ExternalCommand(
                List.of("sync", "-f", root.toString()),
                Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
                Optional.empty(),
                LONGEST_FLUSH,
                0);
        CommandResult result = sync.run(OutputStream.nullOutputStream(), new Cancellation());
        if (!(result instanceof CommandResult.Exited exited) || exited.status() != 0) {
            throw new IOException("the disk of " + root + " did not take what was written: " + result.errors());
        }
    }

    /**
     * Where a path lies when a tree is the whole world: symbolic links are followed, and none leads out.
     *
     * @param path of a file that need not be there
     * @return the root where the links go round in circles
     */
    public static Path inside(Path root, String path) throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        Path.of("/", path).forEach(names::addLast);
        Path at = root;
        int links = 0;
        while (!names.isEmpty()) {
            Path next = at.resolve(names.removeFirst()).normalize();
            if (!next.startsWith(root) || !Files.isSymbolicLink(next)) {
                at = next.startsWith(root) ? next : root;
                continue;
            }
            Path target = Files.readSymbolicLink(next);
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                names.addFirst(target.getName(i));
            }
            at = target.isAbsolute() ? root : at;
            if (++links > MAX_LINKS) {
                return root;
            }
        }
        return at;
    }

    /** What is done with each name in a tree. */
    interface Visit {

        /** Sees a directory before what is in it, a link as a link. */
        void see(Path path, BasicFileAttributes attributes) throws IOException;
    }

    /** Visits a tree, its root first. */
    static void visit(Path root, Visit visit) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visit.see(file, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes what it visits; what somebody else deleted meanwhile is as good. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
