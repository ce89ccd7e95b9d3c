// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.retrace.bytes.FormatException;
import org.retrace.repository.FileState;
import org.retrace.repository.NewPackage;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.mirror.Download;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.NoMirrorException;
import org.retrace.repository.sync.RepositoryTree;
import org.retrace.repository.sync.SyncRefusal;
import org.retrace.repository.trust.PackageVerifier;
import org.retrace.repository.trust.Verification;
import org.retrace.rpm.RpmPackage;

/**
 * Fetching of packages of one repository: what is in its place afterwards has the size, the digest, the name and the
 * signature that it must have.
 *
 * @param verifier empty where packages need no signature
 * @param keys fingerprint of the keys of the verifier
 */
record PackageFetch(
        long repositoryId,
        RepositoryTree tree,
        MirrorList mirrors,
        Optional<PackageVerifier> verifier,
        String keys,
        FreeSpace room) {

    /**
     * Has a package in its place, from wherever.
     *
     * @param progress hears how many bytes of it are there
     * @throws NoRoomException when it has no room
     * @throws IOException when it cannot be written, or the thread was interrupted
     */
    Fetched fetch(WantedPackage wanted, LongConsumer progress) throws IOException {
        try {
            Optional<Path> there = tree.find(wanted.location(), wanted.checksum());
            if (there.isPresent()) {
                return taken(wanted, there.get(), false);
            }
            return taken(wanted, download(wanted, progress), true);
        } catch (NoMirrorException e) {
            return refused(wanted, String.valueOf(e.getMessage()), Optional.empty());
        } catch (FormatException e) {
            Files.deleteIfExists(tree.incoming(wanted.checksum()));
            return refused(wanted, String.valueOf(e.getMessage()), Optional.of(keys));
        }
    }

    private Path download(WantedPackage wanted, LongConsumer progress) throws IOException {
        room.require(tree.incoming(), wanted.size());
        Path file = tree.incoming(wanted.checksum());
        mirrors.fetch(
                new Download(wanted.location(), file, OptionalLong.of(wanted.size()), wanted.checksum(), progress));
        return file;
    }

    private Fetched taken(WantedPackage wanted, Path file, boolean isNew) throws IOException {
        RpmPackage rpm = NewPackage.read(file);
        Optional<String> objection = objection(wanted, file, rpm);
        if (objection.isPresent()) {
            throw new FormatException("RPM", -1, objection.get());
        }
        Path place = isNew ? tree.put(file, wanted.location(), wanted.checksum()) : file;
        NewPackage.Origin origin =
                new NewPackage.Origin(repositoryId, wanted.checksum().hex());
        return new Fetched.Arrived(
                NewPackage.of(place, FileState.of(place), rpm, Optional.of(origin)), isNew ? wanted.size() : 0);
    }

    private Optional<String> objection(WantedPackage wanted, Path file, RpmPackage rpm) throws IOException {
        if (!rpm.nevra().equals(wanted.nevra())) {
            return Optional.of("it is " + rpm.nevra() + ", though the repository lists it as " + wanted.nevra());
        }
        return verifier.isPresent() && verifier.get().verify(file, rpm) instanceof Verification.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }

    private static Fetched refused(WantedPackage wanted, String reason, Optional<String> keys) {
        Checksum checksum = wanted.checksum();
        return new Fetched.Refused(
                new SyncRefusal(checksum.hex(), wanted.location().text(), reason, keys));
    }
}
