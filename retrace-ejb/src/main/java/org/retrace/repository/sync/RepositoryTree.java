// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.FileDigest;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.repository.store.Trees;

/**
 * The directory of one repository below RepoDir: {@code fedora-43-x86_64/updates}. Each package lies where the mirror
 * has it; one that is listed in the place of another lies beside that, in a directory named after its checksum, so that
 * nothing is ever overwritten. What is not yet known to be good lies in a hidden directory of the same file system.
 */
public final class RepositoryTree {

    /** What the repository says of itself, as createrepo_c writes it. */
    public static final String METADATA = "repodata";

    private static final String INCOMING = ".incoming";
    private static final String CHANGED = ".changed";
    private static final String PACKAGE = ".rpm";
    private static final int DIGITS = 16;

    /** PostgreSQL's indexes hold no text of over 2700 bytes; RepoDir comes before the location. */
    private static final int MOST_BYTES = 1000;

    private final Path directory;

    public RepositoryTree(Path repoDir, RepositoryName name) {
        directory = repoDir.resolve(name.release().toString()).resolve(name.repository());
    }

    /** Where the packages and {@value #METADATA} are. */
    public Path directory() {
        return directory;
    }

    /** Where things of this repository lie until they are good; {@link #prepare} makes it. */
    public Path incoming() {
        return directory.resolve(INCOMING);
    }

    /** Where a file is fetched to. */
    public Path incoming(Checksum checksum) {
        return incoming().resolve(checksum.hex());
    }

    /** Remembers, through any death of the server, that {@value #METADATA} are not of what is here any more. */
    public synchronized void changed() throws IOException {
        Path mark = directory.resolve(CHANGED);
        if (!Files.exists(mark)) {
            Files.createFile(mark);
            Trees.force(directory);
        }
    }

    /** Whether {@value #METADATA} are missing, or of something else than what is here. */
    public boolean isChanged() {
        return Files.exists(directory.resolve(CHANGED))
                || !Files.exists(directory.resolve(METADATA).resolve("repomd.xml"));
    }

    /** All of it is on the disk, with {@value #METADATA} of just that. */
    public void published() throws IOException {
        Files.deleteIfExists(directory.resolve(CHANGED));
    }

    /** Makes the directories. */
    public void prepare() throws IOException {
        Files.createDirectories(incoming());
    }

    /** Removes what was fetched in part, or was of use for a run only; nobody may be at work on it. */
    public void clear() throws IOException {
        Trees.remove(incoming());
        prepare();
    }

    /**
     * Where a package lies, if it does.
     *
     * @throws FormatException when the location is no place for a package
     */
    public Optional<Path> find(RepositoryPath location, Checksum checksum) throws IOException {
        for (Place place : places(location, checksum)) {
            if (Files.isRegularFile(place.file(), LinkOption.NOFOLLOW_LINKS) && isIt(place.file(), checksum)) {
                return Optional.of(place.file());
            }
        }
        return Optional.empty();
    }

    private static boolean isIt(Path file, Checksum checksum) throws IOException {
        return FileDigest.of(file, checksum.kind().digest()).equals(checksum.hex());
    }

    /**
     * Puts a package that is good into its place, for good: it survives a loss of power.
     *
     * @param incoming on the disk already; gone after this
     * @return where it lies
     * @throws FormatException when the location is no place for a package
     */
    public Path put(Path incoming, RepositoryPath location, Checksum checksum) throws IOException {
        Path file = move(incoming, location, checksum);
        Trees.force(file.resolveSibling(""));
        return file;
    }

    private synchronized Path move(Path incoming, RepositoryPath location, Checksum checksum) throws IOException {
        Optional<Path> there = find(location, checksum);
        if (there.isPresent()) {
            Files.delete(incoming);
            return there.get();
        }
        List<Place> places = places(location, checksum);
        for (Place place : places) {
            if (!Files.exists(place.file(), LinkOption.NOFOLLOW_LINKS)) {
                makeDirectories(place.directory());
                return Files.move(incoming, place.file(), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        throw new IOException(places.get(1).file() + " is not what it was when it was put there");
    }

    private void makeDirectories(Path wanted) throws IOException {
        Path at = directory;
        for (Path name : directory.relativize(wanted)) {
            Path parent = at;
            at = parent.resolve(name);
            if (!Files.isDirectory(at)) {
                Files.createDirectory(at);
                Trees.force(parent);
            }
        }
    }

    /** The mirror's own place, and the one where it lies if another package is there. */
    private List<Place> places(RepositoryPath location, Checksum checksum) throws FormatException {
        List<String> names = Arrays.stream(location.unescaped().split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        check(location, names);
        String name = names.get(names.size() - 1);
        Path of = directory.resolve(String.join("/", names.subList(0, names.size() - 1)));
        return List.of(new Place(of, name), new Place(of.resolve(checksum.hex().substring(0, DIGITS)), name));
    }

    /** Where a package may lie. */
    private record Place(Path directory, String name) {

        Path file() {
            return directory.resolve(name);
        }
    }

    /** A directory never ends like a package, and a package always does: none can stand in the other's way. */
    private static void check(RepositoryPath location, List<String> names) throws FormatException {
        int last = names.size() - 1;
        boolean isPackage = last >= 0 && names.get(last).endsWith(PACKAGE);
        boolean fits = location.unescaped().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        boolean plain = names.stream().noneMatch(name -> name.startsWith("."))
                && names.stream().limit(Math.max(0, last)).noneMatch(name -> name.endsWith(PACKAGE))
                && names.stream().limit(1).noneMatch(METADATA::equals);
        if (!isPackage || !fits || !plain) {
            throw new FormatException("repository", -1, "\"" + location + "\" is no place for a package");
        }
    }
}
