// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import java.io.Serializable;
import java.time.Instant;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.frame.Sizes;
import org.retrace.jsf.task.Spans;
import org.retrace.repository.holding.HeldRepository;

/**
 * A repository of a release, as a row.
 *
 * @param mirror who gave the state that was taken last, without any password; empty before the first
 * @param age how long ago all of it was here; empty before the first time
 * @param taken exactly when
 */
public record RepositoryView(
        String name, String packages, String size, String refused, String mirror, String age, String taken)
        implements Serializable {

    private static final int MOST_TEXT = 300;

    static RepositoryView of(HeldRepository held, Instant now) {
        return new RepositoryView(
                Plain.of(held.name().repository(), MOST_TEXT),
                RunView.number(held.packages()),
                Sizes.of(held.bytes()),
                RunView.number(held.refused()),
                Plain.of(held.mirror().orElse("").replaceFirst("://[^/@]*@", "://"), MOST_TEXT),
                held.takenAt().map(moment -> Spans.ago(moment, now)).orElse(""),
                held.takenAt().map(Spans::exact).orElse(""));
    }
}
