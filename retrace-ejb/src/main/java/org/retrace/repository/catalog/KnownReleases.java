// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.VersionSource;

/**
 * The releases that there are, for those who choose one. Mirrors are asked in the background, a distribution at a time:
 * who looks has at once what is known by then.
 */
@ApplicationScoped
public class KnownReleases {

    private static final Duration FRESH = Duration.ofHours(1);

    /** Longer than the mirrors of one distribution may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    private Distributions distributions;

    @Inject
    private ReleaseLook look;

    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /**
     * What a distribution has.
     *
     * @param versions in order
     * @param problems a sentence for each mirror that did not tell
     * @param looking whether mirrors are being asked
     */
    public record Known(Distribution distribution, List<String> versions, List<String> problems, boolean looking) {}

    private record Asked(Known known, Instant at) {

        boolean counts(Distribution now, Instant moment) {
            Duration age = Duration.between(at, moment);
            return known.distribution().equals(now) && age.compareTo(known.looking() ? PATIENCE : FRESH) < 0;
        }
    }

    /** What is known now, by name of the distribution; whoever was not asked for long is asked. */
    public List<Known> now() {
        return distributions.current().distributions().stream().map(this::now).toList();
    }

    private Known now(Distribution distribution) {
        Instant moment = Clock.systemUTC().instant();
        Asked before = asked.get(distribution.name());
        if (before != null && before.counts(distribution, moment)) {
            return before.known();
        }
        List<String> meanwhile = before == null
                ? distribution.versions().list().named()
                : before.known().versions();
        boolean ask = !distribution.versions().list().sources().isEmpty();
        Known known = new Known(distribution, meanwhile, List.of(), ask);
        asked.put(distribution.name(), new Asked(known, moment));
        if (ask) {
            look.look(distribution, found -> told(distribution, found));
        }
        return known;
    }

    private void told(Distribution distribution, VersionSource.Found found) {
        Known known = new Known(distribution, found.versions(), found.problems(), false);
        asked.put(distribution.name(), new Asked(known, Clock.systemUTC().instant()));
    }

    /** Lets the mirrors be asked anew that did not tell. */
    public void again() {
        asked.values().removeIf(each -> !each.known().problems().isEmpty());
    }
}
