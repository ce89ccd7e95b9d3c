// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.util.List;
import org.retrace.repository.distribution.ReleaseName;

/** What is known of a release by the name that somebody gave it. */
public sealed interface ReleaseSources {

    /**
     * There may be such a release.
     *
     * @param release its own name, where the given one was another
     * @param repositories never empty
     * @param keys names of files in GPGDir
     * @param problems a sentence for each mirror that could not tell which point releases there are
     */
    record Found(ReleaseName release, List<RepositorySource> repositories, List<String> keys, List<String> problems)
            implements ReleaseSources {

        public Found {
            repositories = List.copyOf(repositories);
            keys = List.copyOf(keys);
            problems = List.copyOf(problems);
        }
    }

    /**
     * There is none.
     *
     * @param reason a sentence that says which there are
     */
    record Unknown(String reason) implements ReleaseSources {}
}
