// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.ReleaseSources;
import org.retrace.repository.catalog.RepositorySource;
import org.retrace.repository.mirror.Mirror;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.TransferRules;
import org.retrace.repository.sync.KeptRepositories;
import org.retrace.repository.sync.RepositoryTree;
import org.retrace.repository.trust.PackageVerifier;
import org.retrace.repository.trust.TrustedKeys;
import org.retrace.settings.Settings;

/** The beginning of a run: which repositories the release has now, where they are, and by which keys. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SyncOpening {

    @Inject
    private Settings settings;

    @Inject
    private Distributions distributions;

    @Inject
    private KeptRepositories kept;

    /** Finds the repositories of a run; what keeps it from beginning is the reason of its end. */
    public void open(ReleaseWork work) {
        ReleaseSources sources =
                distributions.catalog().find(work.run().release().toString());
        if (sources instanceof ReleaseSources.Unknown unknown) {
            work.fail(unknown.reason());
            return;
        }
        ReleaseSources.Found found = (ReleaseSources.Found) sources;
        try {
            work.consistsOf(repositories(found));
        } catch (FormatException e) {
            work.fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            work.fail("the server cannot read or write: " + e);
        }
    }

    private List<RepositoryWork> repositories(ReleaseSources.Found found) throws IOException {
        boolean signed = found.repositories().stream().anyMatch(RepositorySource::signed);
        Path gpgDir = settings.current().directories().gpgDir();
        TrustedKeys keys = TrustedKeys.read(gpgDir, signed ? found.keys() : List.of());
        List<RepositoryWork> all = new ArrayList<>();
        for (RepositorySource source : found.repositories()) {
            all.add(repository(source, keys));
        }
        return all;
    }

    private RepositoryWork repository(RepositorySource source, TrustedKeys keys) throws IOException {
        RepositoryTree tree =
                new RepositoryTree(settings.current().directories().repoDir(), source.name());
        tree.prepare();
        PackageFetch fetch = new PackageFetch(
                kept.idOf(source.name()),
                tree,
                mirrors(source),
                source.signed() ? Optional.of(new PackageVerifier(keys)) : Optional.empty(),
                source.signed() ? keys.fingerprint() : "none",
                new FreeSpace(() -> settings.current().limits().minStorageLeftBytes()));
        return new RepositoryWork(source, fetch);
    }

    private MirrorList mirrors(RepositorySource source) throws IOException {
        TransferRules rules =
                TransferRules.USUAL.through(settings.current().network().outgoingProxy());
        List<Mirror> mirrors = new ArrayList<>();
        for (URI place : source.places()) {
            mirrors.add(Mirror.at(place.toString(), rules));
        }
        return new MirrorList(mirrors);
    }
}
