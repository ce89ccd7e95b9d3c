// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.retrace.repository.distribution.Distribution;

/**
 * The releases that there are, for those who choose one. Mirrors are asked in the background, a distribution at a time:
 * who looks has at once what is known by then.
 */
@ApplicationScoped
public class KnownReleases {

    @Inject
    private Distributions distributions;

    @Inject
    private ReleaseLook look;

    private final AskedVersions asked = new AskedVersions();

    /**
     * What a distribution has.
     *
     * @param versions in order
     * @param problems a sentence for each mirror that did not tell
     * @param looking whether mirrors are being asked
     */
    public record Known(Distribution distribution, List<String> versions, List<String> problems, boolean looking) {}

    /** What is known now, by name of the distribution; whoever was not asked for long is asked. */
    public List<Known> now() {
        return distributions.current().distributions().stream()
                .map(distribution -> asked.at(Clock.systemUTC().instant(), distribution, this::ask))
                .toList();
    }

    private void ask(Distribution distribution) {
        look.look(distribution, found -> asked.told(Clock.systemUTC().instant(), distribution, found));
    }

    /** Lets the mirrors be asked anew that did not tell. */
    public void again() {
        asked.again();
    }
}
