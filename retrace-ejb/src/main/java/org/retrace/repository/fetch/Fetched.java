// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import org.retrace.repository.NewPackage;
import org.retrace.repository.sync.SyncRefusal;

/** What came of the wish for a package. */
public sealed interface Fetched {

    /**
     * It is good and in its place.
     *
     * @param bytes that were fetched; 0 where it lay there
     */
    record Arrived(NewPackage pkg, long bytes) implements Fetched {}

    /** It stays outside. */
    record Refused(SyncRefusal refusal) implements Fetched {}
}
