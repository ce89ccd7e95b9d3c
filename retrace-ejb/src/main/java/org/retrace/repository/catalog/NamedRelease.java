// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import org.retrace.repository.distribution.ReleaseName;

/** What plugins say of a name that somebody gave a release. */
public sealed interface NamedRelease {

    /** There may be one, called so itself. */
    record Own(ReleaseName release) implements NamedRelease {}

    /**
     * There is none.
     *
     * @param reason a sentence that says which there are
     */
    record None(String reason) implements NamedRelease {}
}
