// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.net.URI;
import java.util.List;

/**
 * Where one repository of a release is fetched from.
 *
 * @param places its directory on each mirror, in the order in which they are tried
 * @param signed whether packages without a signature of a trusted key stay outside
 * @param mixed whether packages of other architectures lie there too
 */
public record RepositorySource(RepositoryName name, List<URI> places, boolean signed, boolean mixed) {

    public RepositorySource {
        places = List.copyOf(places);
    }
}
