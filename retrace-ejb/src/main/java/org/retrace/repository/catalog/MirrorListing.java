// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.retrace.repository.distribution.DirectoryListing;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.repository.mirror.Mirror;
import org.retrace.repository.mirror.MirrorException;
import org.retrace.repository.mirror.TransferRules;

/** Looks into directories of mirrors, over all that mirrors speak. */
public record MirrorListing(TransferRules rules) implements DirectoryListing {

    @Override
    public List<String> names(URI directory) throws IOException {
        try {
            return Mirror.at(directory.toString(), rules).list(RepositoryPath.ROOT).stream()
                    .map(entry -> entry.isDirectory() ? entry.name() + "/" : entry.name())
                    .toList();
        } catch (MirrorException e) {
            throw new IOException(e.reason(), e);
        }
    }
}
