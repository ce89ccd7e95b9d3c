// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;
import org.retrace.repository.PackageWriter;
import org.retrace.repository.store.Trees;
import org.retrace.repository.sync.KeptRepositories;
import org.retrace.repository.sync.RepositoryTree;
import org.retrace.repository.sync.SyncPhase;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.settings.Settings;

/**
 * The end of a repository's part in a run: old versions of Rawhide's packages go, createrepo_c writes what dnf and
 * others install from, and the state counts as taken when nothing of it is missing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TreePublishing {

    private static final String RAWHIDE = "rawhide";

    /** createrepo_c does not begin while this is there, which a killed one left. */
    private static final String LEFT = "." + RepositoryTree.METADATA;

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int OUTPUT_BYTES = 1 << 20;

    @Inject
    private Settings settings;

    @Inject
    private KeptRepositories kept;

    @Inject
    private PackageWriter writer;

    @Inject
    private SyncRuns runs;

    /** Does it for one repository. */
    public void publish(ReleaseWork release, RepositoryWork work) {
        release.attempt(work, cancellation -> {
            runs.at(release.run().id(), new SyncRun.Place(work.source().name().repository(), SyncPhase.PUBLISH));
            if (forgetsOldVersions(work)) {
                removeOldVersions(work);
            }
            if (work.tree().isChanged() && createRepodata(work.tree().directory(), cancellation)) {
                work.tree().published();
            }
            if (work.isComplete()) {
                work.tree().clear();
            }
            return work;
        });
        if (work.isComplete() && !release.isOver()) {
            work.seen().ifPresent(state -> kept.taken(work.repositoryId(), state));
        }
    }

    /** Whether old versions of the repository's packages are removed. */
    static boolean forgetsOldVersions(RepositoryWork work) {
        return work.source().name().release().release().version().equals(RAWHIDE);
    }

    /** File by file before its row: what a killed run left is removed by the next. */
    private void removeOldVersions(RepositoryWork work) throws IOException {
        if (work.seen().isEmpty()) {
            return;
        }
        int keep = settings.current().repositories().keepRawhideLatest();
        List<Path> old = OldVersions.of(kept.packages(work.repositoryId()), keep, work.listed());
        for (Path file : old) {
            work.tree().changed();
            Files.deleteIfExists(file);
            writer.remove(file);
        }
    }

    /** @return false when it was cancelled */
    private boolean createRepodata(Path directory, Cancellation cancellation) throws IOException {
        Trees.remove(directory.resolve(LEFT));
        List<String> arguments = new ArrayList<>(List.of("createrepo_c", "--quiet", "--no-database"));
        if (settings.current().repositories().useCreateRepoUpdate()) {
            arguments.add("--update");
        }
        arguments.add(directory.toString());
        ExternalCommand createrepo = new ExternalCommand(
                arguments,
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
                Optional.empty(),
                LONGEST,
                OUTPUT_BYTES);
        CommandResult result = createrepo.run(OutputStream.nullOutputStream(), cancellation);
        if (result instanceof CommandResult.NotStarted notStarted) {
            throw new FormatException(
                    "createrepo_c", -1, "cannot be started: " + notStarted.reason() + "; install createrepo-c");
        }
        boolean cancelled = result instanceof CommandResult.Cancelled;
        if (!cancelled && !(result instanceof CommandResult.Exited exited && exited.status() == 0)) {
            throw new FormatException(
                    "createrepo_c", -1, "ended with " + result.getClass().getSimpleName() + ": " + result.errors());
        }
        return !cancelled;
    }
}
