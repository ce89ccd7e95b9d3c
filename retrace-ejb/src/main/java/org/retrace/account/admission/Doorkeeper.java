// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.retrace.account.Caller;
import org.retrace.account.EmbeddedAccounts;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.PersonIdentity;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;

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
    private AuditLog audit;

    /** Somebody signs in: noted in the audit when they get in. */
    public Admission signIn() {
        Admission admission = admit();
        if (admission == Admission.ADMITTED) {
            audit.add(AuditAction.SIGNED_IN, "person " + people.me().getId(), "");
        }
        return admission;
    }

    /** They go. */
    public void signOut() {
        people.current()
                .ifPresent(me -> audit.add(
                        AuditAction.SIGNED_OUT, "person " + me.getPerson().getId(), ""));
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

    /** The same within a session, that may be older than a change of the account. */
    public Admission admitAgain() {
        Admission admission = admit();
        Identity identity = caller.identity().orElseThrow();
        if (admission == Admission.ADMITTED && identity.issuer().equals(Identity.EMBEDDED)) {
            boolean same = accounts.roles(identity.subject(), identity.roles()).equals(identity.roles());
            return same ? Admission.ADMITTED : Admission.CHANGED;
        }
        return admission;
    }
}
