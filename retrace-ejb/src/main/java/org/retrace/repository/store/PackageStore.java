// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.retrace.repository.StoredPackage;
import org.retrace.settings.NodeIdentity;
import org.retrace.settings.Settings;

/** The store of unpacked packages below RepoDir, as the settings place it. */
@ApplicationScoped
public class PackageStore implements UnpackedPackages {

    /** Nobody, on whichever node, is still at work on what is older. */
    private static final Duration LONGEST_UNPACKING = Duration.ofDays(1);

    @Inject
    private Settings settings;

    @Inject
    private NodeIdentity identity;

    @Override
    public Path unpacked(StoredPackage pkg) throws IOException {
        return store().unpacked(pkg);
    }

    /**
     * Removes what killed unpackings left behind.
     *
     * @return how many
     */
    public int removeAbandoned() throws IOException {
        return store().removeAbandoned(LONGEST_UNPACKING);
    }

    private StoreDirectory store() throws IOException {
        Path store = settings.current().directories().repoDir().resolve("store");
        Files.createDirectories(store);
        return new StoreDirectory(store, identity);
    }
}
