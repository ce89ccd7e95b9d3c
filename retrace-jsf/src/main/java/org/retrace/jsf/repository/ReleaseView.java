// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.frame.Sizes;
import org.retrace.jsf.task.Spans;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.Holding;

/**
 * A release that is kept, as a row.
 *
 * @param name as commands and addresses have it
 * @param title as people read it
 * @param gone whether no plugin knows it any more
 * @param packages how many there are, in words
 * @param size of their files
 * @param byClock whether it is brought up to date by itself
 * @param clock when that is next, in words
 * @param run its newest run
 */
public record ReleaseView(
        String name,
        String title,
        boolean gone,
        String repositories,
        String packages,
        String size,
        boolean byClock,
        String clock,
        RunView run)
        implements Serializable {

    private static final int MOST_TEXT = 100;

    /**
     * The release as it is now.
     *
     * @param distribution empty where no plugin knows it
     * @param next when the clock rings; empty when it does not
     */
    static ReleaseView of(
            HeldRelease held,
            Holding holding,
            Optional<Distribution> distribution,
            Optional<Instant> next,
            Instant now) {
        return new ReleaseView(
                held.name().toString(),
                title(held.name(), distribution),
                distribution.isEmpty(),
                RunView.number(holding.repositories())
                        + (holding.repositories() == 1 ? " repository" : " repositories"),
                packages(holding),
                holding.packages() == 0 ? "" : Sizes.of(holding.bytes()),
                held.byClock(),
                held.byClock() ? next.map(moment -> until(moment, now)).orElse("never: ReposyncTimes is off") : "",
                held.newest().map(run -> RunView.of(run, now)).orElse(RunView.NONE));
    }

    /** As its distribution calls it. */
    static String title(ReleaseName name, Optional<Distribution> distribution) {
        return distribution
                .map(known -> Plain.of(known.display(name.release().version()), MOST_TEXT) + " · " + name.arch())
                .orElse("no plugin knows it any more");
    }

    private static String packages(Holding holding) {
        if (holding.packages() == 0) {
            return "none yet";
        }
        return holding.packages() == holding.names()
                ? RunView.number(holding.packages()) + (holding.packages() == 1 ? " package" : " packages")
                : "%s versions of %s packages"
                        .formatted(RunView.number(holding.packages()), RunView.number(holding.names()));
    }

    private static String until(Instant moment, Instant now) {
        var left = Duration.between(now, moment);
        return left.toMinutes() < 1 ? "next within a minute" : "next in " + Spans.took(left);
    }
}
