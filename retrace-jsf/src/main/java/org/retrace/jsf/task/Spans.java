// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in the words of the console. */
public final class Spans {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Spans() {}

    /** How long ago a moment was, in its largest unit; clocks that differ a little make no future. */
    public static String ago(Instant moment, Instant now) {
        var seconds = Math.max(0, Duration.between(moment, now).toSeconds());
        if (seconds < 5) {
            return "just now";
        }
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
    }

    /** A moment to the second, in UTC. */
    public static String exact(Instant moment) {
        return EXACT.format(moment);
    }

    /** How long something took or has taken, in its two largest units; the first ten seconds to a tenth. */
    public static String took(Duration duration) {
        var milliseconds = Math.max(0, duration.toMillis());
        var seconds = milliseconds / 1000;
        if (milliseconds < 100) {
            return milliseconds + " ms";
        }
        if (seconds < 10) {
            return seconds + "." + milliseconds / 100 % 10 + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return "%d min %02d s".formatted(seconds / 60, seconds % 60);
        }
        return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
