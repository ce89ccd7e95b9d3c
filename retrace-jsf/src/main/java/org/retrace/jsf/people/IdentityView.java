// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import java.time.Instant;
import org.retrace.account.Identity;
import org.retrace.account.PersonIdentity;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Spans;

/**
 * By what somebody signs in, in words.
 *
 * @param name of the account
 * @param provider who keeps the account
 * @param subject the provider's own name for them
 * @param roles what the provider allowed when they came last
 * @param age how long ago they came last
 * @param seen exactly when
 * @param first exactly when they came for the first time
 */
public record IdentityView(
        String name, String provider, String subject, String roles, String age, String seen, String first) {

    private static final int MOST_TEXT = 200;

    /** As the record has it. */
    public static IdentityView of(PersonIdentity identity, Instant now) {
        return new IdentityView(
                Plain.of(identity.getName(), MOST_TEXT),
                provider(identity.getIssuer()),
                Plain.of(identity.getSubject(), MOST_TEXT),
                RoleWords.line(identity.getRoles()),
                Spans.ago(identity.getLastSeenAt(), now),
                Spans.exact(identity.getLastSeenAt()),
                Spans.exact(identity.getCreatedAt()));
    }

    /** An identity provider in words. */
    public static String provider(String issuer) {
        return issuer.equals(Identity.EMBEDDED)
                ? "account of this server"
                : "account at " + Plain.of(issuer.replaceFirst("^https?://", ""), MOST_TEXT);
    }
}
