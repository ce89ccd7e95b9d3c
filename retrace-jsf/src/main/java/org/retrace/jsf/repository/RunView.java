// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.frame.Sizes;
import org.retrace.jsf.task.Spans;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncPhase;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncState;

/**
 * A run in words.
 *
 * @param address of its page, from the pages of repositories
 * @param kind its icon
 * @param sentence where it is, or why it ended so
 * @param step which of the three parts of a repository's it is in; 0 when it is in none
 */
public record RunView(
        long id,
        String release,
        String address,
        String kind,
        String word,
        String sentence,
        int step,
        String by,
        String age,
        String started,
        String took,
        Counts counts)
        implements Serializable {

    /** Where there was none. */
    static final RunView NONE = new RunView(0, "", "", "", "", "", 0, "", "", "", "", Counts.of(SyncCounts.NONE));

    private static final int MOST_TEXT = 600;

    /** What a run did, in words; {@code percent} of what was listed so far it has seen to. */
    public record Counts(
            String listed, String unchanged, String fetched, String bytes, String indexed, String refused, int percent)
            implements Serializable {

        static Counts of(SyncCounts counts) {
            var seen = counts.unchanged() + counts.fetched() + counts.refused();
            return new Counts(
                    number(counts.listed()),
                    number(counts.unchanged()),
                    number(counts.fetched()),
                    Sizes.of(counts.fetchedBytes()),
                    number(counts.indexed()),
                    number(counts.refused()),
                    counts.listed() == 0 ? 0 : (int) Math.min(100, 100 * seen / counts.listed()));
        }

        /** All of them in a line; empty before anything was listed. */
        public String line() {
            return listed.equals("0")
                    ? ""
                    : listed + " listed · " + unchanged + " unchanged · " + fetched + " fetched (" + bytes + ") · "
                            + indexed + " indexed · " + refused + " refused";
        }
    }

    /** As it is now. */
    public static RunView of(SyncRun run, Instant now) {
        return new RunView(
                run.id(),
                run.release().toString(),
                "release.xhtml?release=" + run.release() + "&run=" + run.id(),
                kind(run),
                word(run.state()),
                sentence(run),
                step(run),
                by(run),
                Spans.ago(run.startedAt(), now),
                Spans.exact(run.startedAt()),
                Spans.took(Duration.between(run.startedAt(), run.finishedAt().orElse(now))),
                Counts.of(run.counts()));
    }

    private static String kind(SyncRun run) {
        return switch (run.state()) {
            case RUNNING -> "running";
            case DONE -> run.reason().isPresent() || run.counts().refused() > 0 ? "partial" : "success";
            case FAILED -> "failed";
            case CUT_OFF -> "partial";
        };
    }

    private static String word(SyncState state) {
        return switch (state) {
            case RUNNING -> "Running";
            case DONE -> "Done";
            case FAILED -> "Failed";
            case CUT_OFF -> "Cut off";
        };
    }

    private static String sentence(SyncRun run) {
        if (run.state() == SyncState.RUNNING) {
            var again = run.attempt() > 1 ? "goes on where it was cut off; " : "";
            return again + run.place().map(RunView::place).orElse("finds out which repositories there are");
        }
        var reason = Plain.of(run.reason().orElse(""), MOST_TEXT);
        if (!reason.isEmpty() || run.state() != SyncState.DONE) {
            return reason;
        }
        return switch ((int) Math.min(2, run.counts().refused())) {
            case 0 -> "all that could be had is here";
            case 1 -> "1 package stays outside";
            default -> number(run.counts().refused()) + " packages stay outside";
        };
    }

    private static String place(SyncRun.Place place) {
        return Plain.of(place.repository(), MOST_TEXT)
                + switch (place.phase()) {
                    case METADATA -> ": asks what there is";
                    case PACKAGES -> ": fetches packages";
                    case PUBLISH -> ": writes what others install from";
                };
    }

    private static int step(SyncRun run) {
        return run.state() == SyncState.RUNNING
                ? run.place().map(place -> step(place.phase())).orElse(0)
                : 0;
    }

    private static int step(SyncPhase phase) {
        return switch (phase) {
            case METADATA -> 1;
            case PACKAGES -> 2;
            case PUBLISH -> 3;
        };
    }

    private static String by(SyncRun run) {
        return switch (run.trigger()) {
            case TIMER -> "the clock";
            case COMMAND -> "a command";
            case CONSOLE -> "the console";
        };
    }

    /** Whether there was one at all. */
    public boolean isAny() {
        return id != 0;
    }

    public boolean isUnderWay() {
        return kind.equals("running");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
