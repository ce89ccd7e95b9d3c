// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.retrace.account.Caller;
import org.retrace.account.EmbeddedAccounts;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.PersonIdentity;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.settings.Settings;

/** Lets in who may, request by request, and keeps the record of each person. */
@Stateless
public class Doorkeeper {

    @Inject
    private Caller caller;

    @Inject
    private People people;

    @Inject
    private EmbeddedAccounts accounts;

    @Inject
    private AccountFiles files;

    @Inject
    private AuditLog audit;

    @Inject
    private Settings settings;

    /** Somebody signs in: noted in the audit when they get in. */
    public Admission signIn() {
        Admission admission = admit();
        if (admission == Admission.ADMITTED) {
            audit.add(AuditAction.SIGNED_IN, "person " + people.me().getId(), "");
        }
        return admission;
    }

    /** The session of whoever this thread works for, which begins now. */
    public Visit visit() {
        Identity identity = caller.identity().orElseThrow();
        return new Visit(identity.issuer(), identity.subject(), Instant.now(), stamp(identity));
    }

    /** Whether a session is of whoever this thread works for. */
    public boolean isOf(Visit visit) {
        Identity identity = caller.identity().orElseThrow();
        return visit.issuer().equals(identity.issuer()) && visit.subject().equals(identity.subject());
    }

    /** They go. */
    public void signOut(Visit visit) {
        people.find(visit.issuer(), visit.subject())
                .ifPresent(them -> audit.add(
                        them,
                        AuditAction.SIGNED_OUT,
                        "person " + them.getPerson().getId(),
                        ""));
    }

    /**
     * Whoever this thread works for wants in.
     *
     * @throws IllegalStateException when nobody has signed in
     */
    public Admission admit() {
        Identity identity = caller.identity().orElseThrow(() -> new IllegalStateException("nobody has signed in"));
        PersonIdentity record = people.arrived(identity);
        if (record.getPerson().getDisabledAt().isPresent()) {
            return Admission.DISABLED;
        }
        return identity.roles().isEmpty() ? Admission.WITHOUT_ROLE : Admission.ADMITTED;
    }

    /**
     * The same within a session: it ends when an administrator has ended it, the account has been changed since it
     * began, or it has gone on for as long as one may.
     */
    public Admission admitAgain(Visit visit) {
        Optional<Person> me = people.current().map(PersonIdentity::getPerson);
        if (me.flatMap(Person::getDisabledAt).isPresent()) {
            return Admission.DISABLED;
        }
        boolean goesOn = me.filter(person -> person.goesOn(visit.since())).isPresent();
        return goesOn && !isTooLong(visit) && isUnchanged(visit) ? admit() : Admission.CHANGED;
    }

    private boolean isTooLong(Visit visit) {
        return Instant.now()
                .isAfter(visit.since().plus(settings.current().sessions().longest()));
    }

    private boolean isUnchanged(Visit visit) {
        Identity identity = caller.identity().orElseThrow();
        return !isEmbedded(identity)
                || (stamp(identity).equals(visit.account())
                        && accounts.roles(identity.subject()).equals(identity.roles()));
    }

    private String stamp(Identity identity) {
        return isEmbedded(identity) ? files.stamp(identity.subject()) : "";
    }

    private static boolean isEmbedded(Identity identity) {
        return identity.issuer().equals(Identity.EMBEDDED);
    }
}
