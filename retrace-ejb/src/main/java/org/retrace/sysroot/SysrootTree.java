// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A directory that files are put into under the crashed machine's paths, /lib and /usr/lib being one. */
final class SysrootTree {

    private static final int MAX_PATH = 4096;

    private final Path root;

    /** @param root an existing directory */
    SysrootTree(Path root) {
        this.root = root;
    }

    /** Makes /lib, /bin and the like lead to the same below /usr, as today's distributions have it. */
    void linkMerged() throws IOException {
        Files.createDirectories(root.resolve("usr"));
        for (String name : new String[] {"bin", "sbin", "lib", "lib32", "lib64", "libx32"}) {
            Files.createDirectories(root.resolve("usr").resolve(name));
            Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
        }
    }

    /** The place of a path of the crashed machine; empty when it leads out of the tree or is no path. */
    Optional<Path> place(String path) {
        try {
            Path place =
                    root.resolve(path.substring(path.startsWith("/") ? 1 : 0)).normalize();
            boolean fits = path.startsWith("/") && path.length() < MAX_PATH && path.indexOf('\n') < 0;
            return fits && place.startsWith(root) && !place.equals(root) ? Optional.of(place) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Puts a file there, as a hard link where that is possible; what is there already stays. */
    void put(Path file, Path place) throws IOException {
        Path parent = place.getParent();
        Files.createDirectories(parent == null ? root : parent);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createLink(place, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, place);
        }
    }

    /** Puts a symbolic link there; what is there already stays. */
    void link(Path place, Path target) throws IOException {
        Path parent = place.getParent();
        Files.createDirectories(parent == null ? root : parent);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(place, target);
        }
    }
}
