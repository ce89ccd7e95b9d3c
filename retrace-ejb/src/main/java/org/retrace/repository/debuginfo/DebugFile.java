// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.debuginfo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.AltLink;
import org.retrace.elf.ElfFile;

/**
 * An ELF file of debuginfo in a package that is being unpacked.
 *
 * @param names all of the file's, at least one
 */
record DebugFile(List<Path> names) {

    static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String DEBUGINFO = "usr/lib/debug";
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final Set<PosixFilePermission> WRITABLE = PosixFilePermissions.fromString("rw-------");

    DebugFile {
        names = List.copyOf(names);
    }

    /** The large ones of a package. */
    static List<DebugFile> in(Path tree, long leastBytes) throws IOException {
        Map<Object, List<Path>> files = new LinkedHashMap<>();
        Path root = tree.resolve(DEBUGINFO);
        if (!Files.isDirectory(root) || leadsThroughLinks(tree, root)) {
            return List.of();
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && attributes.size() >= leastBytes && isElf(file)) {
                    files.computeIfAbsent(attributes.fileKey(), key -> new ArrayList<>())
                            .add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files.values().stream().map(DebugFile::new).toList();
    }

    /** What is behind a link may be no file of the package. */
    private static boolean leadsThroughLinks(Path tree, Path path) throws IOException {
        return !path.toRealPath().equals(tree.toRealPath().resolve(tree.relativize(path)));
    }

    private static boolean isElf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /** One of its names. */
    Path path() {
        return names.get(0);
    }

    /** What names it and what it shares with others. */
    ElfFile elf() throws IOException {
        return elf(path());
    }

    /** @throws FormatException when it is no ELF file, or a broken one */
    static ElfFile elf(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return ElfFile.read(source, LIMITS);
        }
    }

    /** Something done to a file's content. */
    interface Change {
        void apply(Path file) throws IOException;
    }

    /** Changes the content in place, under all names. */
    void change(Change change) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path());
        FileTime time = Files.getLastModifiedTime(path());
        Files.setPosixFilePermissions(path(), WRITABLE);
        try {
            change.apply(path());
        } finally {
            Files.setLastModifiedTime(path(), time);
            Files.setPosixFilePermissions(path(), permissions);
        }
    }

    /** Puts another file in its place, under all names. */
    void replace(Path other) throws IOException {
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path()));
        Files.setPosixFilePermissions(other, Files.getPosixFilePermissions(path()));
        Files.move(other, path(), StandardCopyOption.ATOMIC_MOVE);
        for (Path name : names.subList(1, names.size())) {
            Files.delete(name);
            Files.createLink(name, path());
        }
    }

    /** The file in the same package that it shares DWARF with (dwz); empty when there is none, or it is elsewhere. */
    Optional<DebugFile> shared(Path tree) throws IOException {
        Optional<Path> place = elf().debugAltLink()
                .flatMap(link -> beside(link.path()))
                .filter(path -> path.startsWith(tree) && Files.isRegularFile(path));
        return place.isEmpty() || leadsThroughLinks(tree, place.get())
                ? Optional.empty()
                : Optional.of(new DebugFile(List.of(place.get())));
    }

    /** @throws FormatException when another package has what it shares DWARF with; gdb cannot read it without that */
    void requireSharedPart(Path tree) throws IOException {
        Optional<AltLink> link = elf().debugAltLink();
        if (link.isPresent() && shared(tree).isEmpty()) {
            throw new FormatException(
                    "DWARF", -1, "a part of it is in " + link.get().path() + ", of another package");
        }
    }

    private Optional<Path> beside(String path) {
        try {
            return Optional.of(path().resolveSibling(path).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // a name that this system cannot spell
        }
    }
}
