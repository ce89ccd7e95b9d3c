// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.repository.PathForm;

/** A directory that files are put into under the crashed machine's paths, /lib and /usr/lib being one. */
final class SysrootTree {

    private static final int MAX_PATH = 4096;
    private static final int MAX_NAME = 255;

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

    /**
     * The one place of a path of the crashed machine, however the usr merge spells it; empty when it leads out of the
     * tree or is no path.
     */
    Optional<Path> place(String path) {
        try {
            Path place =
                    root.resolve(path.substring(path.startsWith("/") ? 1 : 0)).normalize();
            boolean fits = path.startsWith("/") && path.length() < MAX_PATH && path.indexOf('\n') < 0;
            return fits && place.startsWith(root) && !place.equals(root) ? merged(place) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> merged(Path place) {
        String path = PathForm.merged("/" + root.relativize(place));
        boolean fits = Stream.of(path.split("/")).noneMatch(name -> name.length() > MAX_NAME);
        return fits ? Optional.of(root.resolve(path.substring(1))) : Optional.empty();
    }

    /**
     * Puts a file there, as a hard link where that is possible; what is there already stays.
     *
     * @return whether this very file is there now
     */
    boolean put(Path file, Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(file, place) < 0;
        }
        if (!hasParent(place)) {
            return false;
        }
        try {
            Files.createLink(place, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return true;
    }

    /**
     * Puts a symbolic link there; what is there already stays.
     *
     * @return whether something is there that was not
     */
    boolean link(Path place, Path target) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) || !hasParent(place)) {
            return false;
        }
        Files.createSymbolicLink(place, target);
        return true;
    }

    /** Creates the directory of a place, unless a file stands where it should be. */
    private boolean hasParent(Path place) throws IOException {
        Path parent = place.getParent();
        try {
            Files.createDirectories(parent == null ? root : parent);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
