// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.retrace.account.Person;
import org.retrace.account.administration.PersonRow;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Spans;

/**
 * A person in words.
 *
 * @param mail empty when no provider tells it
 * @param roles what providers allowed when they came last, all together
 * @param age how long ago they were here
 * @param seen exactly when
 * @param first exactly when they came for the first time
 * @param disabledAge since how long nobody gets in as them; empty when they may
 * @param disabled exactly since when
 */
public record PersonView(
        long id,
        String name,
        String mail,
        List<IdentityView> identities,
        String roles,
        String age,
        String seen,
        String first,
        String disabledAge,
        String disabled) {

    /** Who is not there. */
    static final PersonView NOBODY = new PersonView(0, "", "", List.of(), "", "", "", "", "", "");

    private static final int MOST_TEXT = 160;

    /** Takes its own copy. */
    public PersonView {
        identities = List.copyOf(identities);
    }

    static PersonView of(PersonRow row, Instant now) {
        Person person = row.person();
        var roles = new HashSet<String>();
        row.identities().forEach(identity -> roles.addAll(identity.getRoles()));
        return new PersonView(
                person.getId(),
                Plain.of(person.getDisplayName(), MOST_TEXT),
                Plain.of(person.getMail().orElse(""), MOST_TEXT),
                row.identities().stream()
                        .map(identity -> IdentityView.of(identity, now))
                        .toList(),
                RoleWords.line(roles),
                Spans.ago(person.getLastSeenAt(), now),
                Spans.exact(person.getLastSeenAt()),
                Spans.exact(person.getCreatedAt()),
                person.getDisabledAt().map(since -> Spans.ago(since, now)).orElse(""),
                person.getDisabledAt().map(Spans::exact).orElse(""));
    }

    /** Whether nobody gets in as them. */
    public boolean isDisabled() {
        return !disabled.isEmpty();
    }

    /** How many identities, in words. */
    public String identityCount() {
        return identities.size() == 1 ? "1 identity" : identities.size() + " identities";
    }
}
