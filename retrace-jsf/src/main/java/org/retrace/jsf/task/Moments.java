// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as people write them, in UTC: {@code 24h}, {@code 7d}, {@code 2026-11-20}, {@code 2026-11-20 13:45}. */
public final class Moments {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,5}) ?(min|h|d)");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MINUTE = Pattern.compile("(" + DAY + ")[ T]([0-9]{2}:[0-9]{2}(:[0-9]{2})?)Z?");

    private Moments() {}

    /**
     * Reads a moment; empty when it is none.
     *
     * @param daysAfter added to a day that is written without a time of it
     */
    public static Optional<Instant> parse(String text, Instant now, int daysAfter) {
        var age = AGE.matcher(text);
        if (age.matches()) {
            return Optional.of(now.minus(Duration.of(Long.parseLong(age.group(1)), unit(age.group(2)))));
        }
        try {
            if (DAY.matcher(text).matches()) {
                var day = LocalDate.parse(text).plusDays(daysAfter);
                return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            var minute = MINUTE.matcher(text);
            return minute.matches()
                    ? Optional.of(LocalDateTime.parse(minute.group(1) + "T" + minute.group(2))
                            .toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // such as February 30th
        }
    }

    private static ChronoUnit unit(String word) {
        return switch (word) {
            case "min" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
