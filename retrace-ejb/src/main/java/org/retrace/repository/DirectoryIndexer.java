// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.bytes.FormatException;
import org.retrace.repository.trust.PackageVerifier;
import org.retrace.repository.trust.TrustedKeys;
import org.retrace.repository.trust.Verification;
import org.retrace.rpm.RpmPackage;
import org.retrace.settings.Settings;

/** Brings the index up to date with a directory of packages. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed(Role.ADMIN)
public class DirectoryIndexer {

    @Inject
    private PackageWriter writer;

    @Inject
    private PackageIndex index;

    @Inject
    private Settings settings;

    @Inject
    private AuditLog audit;

    /**
     * Indexes every {@code *.rpm} below a directory, each in a transaction of its own, and forgets those whose file is
     * gone. A package that cannot be trusted or read is an event, and the index is as it was.
     *
     * @param directory absolute
     * @throws FormatException when a key in GPGDir cannot be read
     */
    public IndexReport index(Path directory, Consumer<IndexEvent> events) throws IOException {
        TrustedKeys keys = TrustedKeys.read(settings.current().directories().gpgDir());
        Path root = directory.toRealPath();
        Map<Path, FileState> known = index.filesBelow(root);
        Tally tally = new Tally(events);
        for (Path file : packages(root)) {
            FileState state = FileState.of(file);
            if (state.equals(known.remove(file))) {
                tally.unchanged++;
            } else {
                tally.count(take(file, state, new PackageVerifier(keys)));
            }
        }
        for (Path gone : known.keySet()) {
            writer.remove(gone);
            tally.count(new IndexEvent.Removed(gone));
        }
        IndexReport report = new IndexReport(tally.indexed, tally.unchanged, tally.removed, tally.refused);
        audit.addNow(AuditAction.PACKAGES_INDEXED, "directory " + root, report.toString());
        return report;
    }

    /** What happened so far. */
    private static final class Tally {
        private final Consumer<IndexEvent> events;
        private int indexed;
        private int unchanged;
        private int removed;
        private int refused;

        private Tally(Consumer<IndexEvent> events) {
            this.events = events;
        }

        private void count(IndexEvent event) {
            indexed += event instanceof IndexEvent.Indexed ? 1 : 0;
            removed += event instanceof IndexEvent.Removed ? 1 : 0;
            refused += event instanceof IndexEvent.Refused ? 1 : 0;
            events.accept(event);
        }
    }

    private IndexEvent take(Path file, FileState state, PackageVerifier verifier) throws IOException {
        try {
            RpmPackage rpm = NewPackage.read(file);
            if (settings.current().access().requireGpgCheck()
                    && verifier.verify(file, rpm) instanceof Verification.Refused refused) {
                return refused(file, refused.reason());
            }
            writer.put(List.of(NewPackage.of(file, state, rpm, Optional.empty())));
            return new IndexEvent.Indexed(rpm.nevra().toString());
        } catch (FormatException e) {
            return refused(file, String.valueOf(e.getMessage()));
        }
    }

    private IndexEvent refused(Path file, String reason) {
        writer.remove(file);
        return new IndexEvent.Refused(file, reason);
    }

    private static List<Path> packages(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".rpm"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
