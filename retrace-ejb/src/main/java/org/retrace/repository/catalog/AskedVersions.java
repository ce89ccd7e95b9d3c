// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.retrace.repository.catalog.KnownReleases.Known;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.VersionSource;

/**
 * What mirrors have said of the versions that there are, and when each distribution is to be asked again: after an
 * hour, or at once when its plugin has changed. Safe for any number of threads.
 */
final class AskedVersions {

    private static final Duration FRESH = Duration.ofHours(1);

    /** Longer than the mirrors of one distribution may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    private record Asked(Known known, Instant at) {

        boolean counts(Distribution now, Instant moment) {
            Duration age = Duration.between(at, moment);
            return known.distribution().equals(now) && age.compareTo(known.looking() ? PATIENCE : FRESH) < 0;
        }
    }

    /**
     * What is known of a distribution by then.
     *
     * @param ask begins to ask its mirrors; called if they are to be asked now, and answered by {@link #told}
     */
    Known at(Instant moment, Distribution distribution, Consumer<Distribution> ask) {
        Asked before = asked.get(distribution.name());
        if (before != null && before.counts(distribution, moment)) {
            return before.known();
        }
        boolean looking = !distribution.versions().list().sources().isEmpty();
        boolean same = before != null && before.known().distribution().equals(distribution);
        List<String> meanwhile = before != null && same
                ? before.known().versions()
                : distribution.versions().list().named();
        Known known = new Known(distribution, meanwhile, List.of(), looking);
        asked.put(distribution.name(), new Asked(known, moment));
        if (looking) {
            ask.accept(distribution);
        }
        return known;
    }

    /** Keeps what the mirrors of a distribution said, unless its plugin has changed since they were asked. */
    void told(Instant moment, Distribution distribution, VersionSource.Found found) {
        Known known = new Known(distribution, found.versions(), found.problems(), false);
        asked.computeIfPresent(
                distribution.name(),
                (name, now) -> now.known().distribution().equals(distribution) ? new Asked(known, moment) : now);
    }

    /** Lets the mirrors be asked anew that did not tell. */
    void again() {
        asked.values().removeIf(each -> !each.known().problems().isEmpty());
    }
}
