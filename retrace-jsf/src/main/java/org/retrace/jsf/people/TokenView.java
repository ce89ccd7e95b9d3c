// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import java.time.Duration;
import java.time.Instant;
import org.retrace.account.token.AccessToken;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Spans;

/**
 * A token in words.
 *
 * @param kind its state's icon
 * @param word its state
 * @param age how long ago it was made
 * @param made exactly when
 * @param left how long it still counts, or since when it does not
 * @param ends exactly when it expires or was revoked
 * @param usedAge how long ago it was used last; empty before the first time
 * @param used exactly when
 */
public record TokenView(
        long id,
        String name,
        String roles,
        String kind,
        String word,
        String age,
        String made,
        String left,
        String ends,
        String usedAge,
        String used) {

    /** Where there is none. */
    public static final TokenView NONE = new TokenView(0, "", "", "", "", "", "", "", "", "", "");

    private static final int MOST_TEXT = 100;
    private static final int HOURS = 24;

    /** As it is now. */
    public static TokenView of(AccessToken token, Instant now) {
        Instant end = token.getRevokedAt().orElse(token.getExpiresAt());
        boolean live = token.isLive(now);
        boolean revoked = token.getRevokedAt().isPresent();
        return new TokenView(
                token.getId(),
                Plain.of(token.getName(), MOST_TEXT),
                RoleWords.line(token.getRoles()),
                live ? "success" : revoked ? "failed" : "queued",
                live ? "Counts" : revoked ? "Revoked" : "Expired",
                Spans.ago(token.getCreatedAt(), now),
                Spans.exact(token.getCreatedAt()),
                live ? "for " + left(Duration.between(now, end)) : Spans.ago(end, now),
                Spans.exact(end),
                token.getLastUsedAt().map(used -> Spans.ago(used, now)).orElse(""),
                token.getLastUsedAt().map(Spans::exact).orElse(""));
    }

    /** Rounded to the nearest unit: who asks for 90 days does not get 89. */
    static String left(Duration left) {
        long hours = Math.round(left.toMinutes() / 60.0);
        if (hours >= 2 * HOURS) {
            return Math.round(hours / (double) HOURS) + " d";
        }
        return hours >= 2 ? hours + " h" : Math.max(1, left.toMinutes()) + " min";
    }

    /** Whether it opens anything. */
    public boolean isLive() {
        return kind.equals("success");
    }
}
