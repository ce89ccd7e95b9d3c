// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.retrace.repository.StoredPackage;
import org.retrace.settings.Settings;

/** The store of unpacked packages below RepoDir, as the settings place it. */
@ApplicationScoped
public class PackageStore implements UnpackedPackages {

    @Inject
    private Settings settings;

    @Override
    public Path unpacked(StoredPackage pkg) throws IOException {
        Path store = settings.current().directories().repoDir().resolve("store");
        Files.createDirectories(store);
        return new StoreDirectory(store).unpacked(pkg);
    }
}
