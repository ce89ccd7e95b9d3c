// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.AvailablePackage;
import org.retrace.repository.metadata.MetadataFile;
import org.retrace.repository.metadata.PrimaryReader;
import org.retrace.repository.metadata.RepositoryMetadata;
import org.retrace.repository.mirror.Download;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.TransferRules;
import org.retrace.repository.sync.KeptRepositories;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncPhase;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;

/** Asks a repository what it has, and plans what of it is wanted: what is not here and was not refused before. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MetadataLook {

    private static final String PRIMARY = "primary";

    /** So many packages are asked for in one query. */
    private static final int CHUNK = 1000;

    /**
     * What runs on a machine of an architecture besides what is called like it; all else of a mixed directory is not.
     */
    private static final Map<String, Set<String>> KIN = Map.of(
            "x86_64", Set.of("i386", "i486", "i586", "i686"),
            "i386", Set.of("i486", "i586", "i686"),
            "armhfp", Set.of("armv7hl", "armv7hnl"),
            "s390x", Set.of("s390"));

    @Inject
    private KeptRepositories kept;

    @Inject
    private SyncRuns runs;

    /** Does it for one repository; writes its plan, which is empty when nothing is new. */
    public void look(ReleaseWork release, RepositoryWork work) {
        release.attempt(work, cancellation -> {
            String repository = work.source().name().repository();
            runs.at(release.run().id(), new SyncRun.Place(repository, SyncPhase.METADATA));
            look(release.run(), work);
            runs.at(release.run().id(), new SyncRun.Place(repository, SyncPhase.PACKAGES)); // the first may take long
            return work;
        });
    }

    private void look(SyncRun run, RepositoryWork work) throws IOException {
        Optional<MirrorList.State> have = kept.state(work.repositoryId());
        Optional<MirrorList.State> state = work.fetch().mirrors().state(have);
        boolean again = kept.mayTakeNow(work.repositoryId(), work.fetch().keys());
        if (state.isEmpty() && !again) {
            long here = kept.count(work.repositoryId());
            work.plan().writeEmpty();
            kept.unchanged(work.repositoryId());
            runs.count(run.id(), new SyncCounts(here, here, 0, 0, 0, 0));
            return;
        }
        MirrorList.State current = state.orElseGet(have::orElseThrow);
        MetadataFile primary = current.metadata()
                .file(PRIMARY)
                .orElseThrow(() -> new FormatException("repomd.xml", -1, "names no primary metadata"));
        Path file = fetched(work, primary);
        Planning planning = new Planning(run, work);
        try (FetchPlan.Writer plan = work.plan().write()) {
            PrimaryReader.read(file, primary, RepositoryMetadata.LIMITS, available -> planning.take(available, plan));
            planning.flush(plan);
            plan.finish();
            kept.forgive(work.repositoryId(), planning.gone);
        }
        work.lists(planning.listed);
        work.saw(current);
        Files.delete(file);
    }

    private static Path fetched(RepositoryWork work, MetadataFile primary) throws IOException {
        PackageFetch fetch = work.fetch();
        fetch.room().require(work.tree().incoming(), primary.size().orElse(TransferRules.USUAL.mostBytes()));
        Path file = work.tree().incoming(primary.checksum());
        fetch.mirrors().fetch(new Download(primary.location(), file, primary.size(), primary.checksum(), bytes -> {}));
        return file;
    }

    /** A plan as far as it is. */
    private final class Planning {
        private final SyncRun run;
        private final RepositoryWork work;
        private final List<WantedPackage> chunk = new ArrayList<>();
        private final Set<String> listed = new HashSet<>();

        /** What stayed outside and is listed no more. */
        private final Set<String> gone;

        private final boolean remembers;
        private final Set<String> kin;
        private final String arch;

        private Planning(SyncRun run, RepositoryWork work) {
            this.run = run;
            this.work = work;
            arch = work.source().name().release().arch();
            kin = KIN.getOrDefault(arch, Set.of());
            gone = new HashSet<>(kept.outside(work.repositoryId()));
            remembers = TreePublishing.forgetsOldVersions(work);
        }

        private void take(AvailablePackage available, FetchPlan.Writer plan) throws IOException {
            if (!belongs(available.nevra().arch())) {
                return;
            }
            chunk.add(WantedPackage.of(available));
            gone.remove(available.checksum().hex());
            if (remembers) {
                listed.add(available.checksum().hex());
            }
            if (chunk.size() == CHUNK) {
                flush(plan);
            }
        }

        private boolean belongs(String packaged) {
            boolean source = packaged.equals("src") || packaged.equals("nosrc");
            return !source
                    && (!work.source().mixed()
                            || packaged.equals(arch)
                            || packaged.equals("noarch")
                            || kin.contains(packaged));
        }

        private void flush(FetchPlan.Writer plan) throws IOException {
            Set<String> checksums =
                    chunk.stream().map(wanted -> wanted.checksum().hex()).collect(Collectors.toSet());
            Set<String> here = kept.indexed(work.repositoryId(), checksums);
            Set<String> refused =
                    kept.refused(work.repositoryId(), checksums, work.fetch().keys());
            int unchanged = 0;
            int outside = 0;
            for (WantedPackage wanted : chunk) {
                if (here.contains(wanted.checksum().hex())) {
                    unchanged++;
                } else if (refused.contains(wanted.checksum().hex())) {
                    outside++;
                } else {
                    plan.add(wanted);
                }
            }
            work.fetch().room().require(work.tree().incoming(), 0);
            runs.count(run.id(), new SyncCounts(chunk.size(), unchanged, 0, 0, 0, outside));
            chunk.clear();
        }
    }
}
