// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrace.bytes.FormatException;
import org.retrace.rpm.PayloadEntry;
import org.retrace.rpm.RpmFile;
import org.retrace.rpm.RpmPayload;

/**
 * Writes a payload below a directory: regular files read-only, symbolic links as they are, neither devices nor special
 * permission bits nor owners. A path that leads through a link is refused, so that nothing lands outside.
 */
final class PayloadUnpacker {

    private static final String FORMAT = "RPM payload";
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("r-xr-xr-x");

    private final Path root;
    private final Map<Long, Path> linked = new HashMap<>();
    /** Nothing takes the place of a directory any more. */
    private final Set<Path> made = new HashSet<>();

    private final byte[] buffer = new byte[1 << 18];

    PayloadUnpacker(Path root) {
        this.root = root;
    }

    void unpack(RpmPayload payload) throws IOException {
        for (Optional<PayloadEntry> entry = payload.next(); entry.isPresent(); entry = payload.next()) {
            write(entry.get(), payload);
        }
    }

    private void write(PayloadEntry entry, RpmPayload payload) throws IOException {
        RpmFile file = entry.file();
        Path target;
        try {
            target = root.resolve(file.path().substring(1)).normalize();
        } catch (InvalidPathException e) {
            return; // a name that this system cannot spell: no path of a coredump is it
        }
        if (file.isDirectory()) {
            directory(target);
        } else if (file.isSymlink()) {
            directory(target.resolveSibling("").normalize());
            symbolicLink(target, link(entry, payload));
        } else if (file.isRegular()) {
            directory(target.resolveSibling("").normalize());
            regular(entry, payload, target);
        }
    }

    private static void symbolicLink(Path link, String target) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (FileAlreadyExistsException e) {
            throw new FormatException(FORMAT, -1, "a link where a file is already");
        } catch (InvalidPathException e) {
            // leads to a name that this system cannot spell
        }
    }

    private void regular(PayloadEntry entry, RpmPayload payload, Path target) throws IOException {
        Path first = linked.putIfAbsent(entry.inode(), target);
        if (first != null && entry.inode() > 0 && Files.exists(first, LinkOption.NOFOLLOW_LINKS)) {
            if (entry.contentBytes() > 0) {
                content(payload, first, entry.file());
            }
            Files.createLink(target, first);
            return;
        }
        content(payload, target, entry.file());
    }

    private void content(RpmPayload payload, Path target, RpmFile file) throws IOException {
        try (OutputStream out = open(target, file)) {
            for (int n = payload.read(buffer); n >= 0; n = payload.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
        // whether it was unpacked before or after a crash says nothing, but gdb would warn
        Files.setLastModifiedTime(target, FileTime.fromMillis(0));
        Files.setPosixFilePermissions(target, file.isExecutable() ? EXECUTABLE : READ_ONLY);
    }

    private static OutputStream open(Path target, RpmFile file) throws IOException {
        try {
            return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FormatException(FORMAT, -1, file.path() + " comes twice");
            }
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
            return Files.newOutputStream(target);
        }
    }

    /** The target of a link is its content, and stands in the header too; the payload's counts. */
    private String link(PayloadEntry entry, RpmPayload payload) throws IOException {
        StringBuilder target = new StringBuilder();
        for (int n = payload.read(buffer); n >= 0; n = payload.read(buffer)) {
            target.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
        String text = target.isEmpty() ? entry.file().linkTarget() : target.toString();
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new FormatException(FORMAT, -1, entry.file().path() + " is a link to nowhere");
        }
        return text;
    }

    /** Creates a directory and its parents below the root, none of which may be a link. */
    private void directory(Path directory) throws IOException {
        if (made.contains(directory)) {
            return;
        }
        if (!directory.startsWith(root)) {
            throw new FormatException(FORMAT, -1, "a path that leads out of the package");
        }
        Path at = root;
        for (Path name : root.relativize(directory)) {
            at = at.resolve(name.toString());
            if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) || at.equals(root)) {
                continue;
            }
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new FormatException(FORMAT, -1, "a path that leads through a link");
            }
            Files.createDirectory(at);
        }
        made.add(directory);
    }
}
