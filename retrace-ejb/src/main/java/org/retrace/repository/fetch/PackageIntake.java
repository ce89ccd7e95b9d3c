// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.repository.NewPackage;
import org.retrace.repository.PackageWriter;
import org.retrace.repository.sync.KeptRepositories;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncPhase;
import org.retrace.repository.sync.SyncRefusal;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;

/** Has the packages of a plan here, one by one, and puts them into the index, many at once. */
@Stateless
public class PackageIntake {

    @Inject
    private PackageWriter writer;

    @Inject
    private KeptRepositories kept;

    @Inject
    private SyncRuns runs;

    @Resource
    private SessionContext context;

    /**
     * Has one package in its place, which may take long; empty when the run is over, or its repository was given up.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Fetched> fetch(ReleaseWork release, RepositoryWork work, WantedPackage wanted) {
        Optional<Fetched> fetched =
                release.attempt(work, cancellation -> work.fetch().fetch(wanted, bytes -> {}));
        if (fetched.isPresent() && fetched.get() instanceof Fetched.Refused refused) {
            work.refused(refused.refusal().keys().isEmpty());
        }
        return fetched;
    }

    /** Writes down what came of some of them, all of it or nothing; a run that is somebody else's by now is stopped. */
    public void keep(ReleaseWork release, RepositoryWork work, List<Fetched> all) {
        List<NewPackage> packages = new ArrayList<>();
        List<String> checksums = new ArrayList<>();
        SyncCounts counts = SyncCounts.NONE;
        for (Fetched fetched : all) {
            if (fetched instanceof Fetched.Arrived arrived) {
                packages.add(arrived.pkg());
                arrived.pkg().origin().ifPresent(origin -> checksums.add(origin.checksum()));
                counts = counts.plus(new SyncCounts(0, 0, arrived.bytes() > 0 ? 1 : 0, arrived.bytes(), 1, 0));
            } else if (fetched instanceof Fetched.Refused refused) {
                SyncRefusal refusal = refused.refusal();
                kept.refuse(release.run().id(), work.repositoryId(), refusal);
                counts = counts.plus(new SyncCounts(0, 0, 0, 0, 0, 1));
            }
        }
        if (!packages.isEmpty()) {
            if (!marked(release, work)) {
                return;
            }
            writer.put(packages);
            kept.forgive(work.repositoryId(), checksums);
        }
        runs.at(release.run().id(), new SyncRun.Place(work.source().name().repository(), SyncPhase.PACKAGES));
        if (!runs.count(release.run().id(), counts)) {
            release.fail("another server has taken the run over");
            context.setRollbackOnly();
        }
    }

    /** What others install from is not of what is here, from before anything is in the index. */
    private static boolean marked(ReleaseWork release, RepositoryWork work) {
        try {
            work.tree().changed();
            return true;
        } catch (IOException e) {
            release.fail("the server cannot read or write: " + e);
            return false;
        }
    }
}
