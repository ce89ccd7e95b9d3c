// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.Set;
import org.retrace.account.Origin;
import org.retrace.account.People;
import org.retrace.account.PersonIdentity;
import org.retrace.account.Role;
import org.retrace.account.RolesChanged;

/** Writes the audit, in the transaction of what was done: both are there, or neither. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class AuditLog {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private People people;

    @Inject
    private Origin origin;

    /**
     * Whoever has signed in did this.
     *
     * @param object what it was done to: its kind, a space, and its name or number
     * @param detail how, for people; may be empty
     */
    public void add(AuditAction action, String object, String detail) {
        entities.persist(new AuditEvent(people.current(), origin, action, object, detail));
    }

    /** The same of somebody in whose name this thread does not work, for it is they who go. */
    public void add(PersonIdentity who, AuditAction action, String object, String detail) {
        entities.persist(new AuditEvent(Optional.of(who), origin, action, object, detail));
    }

    /** The same of what was done in no transaction, or in many. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void addNow(AuditAction action, String object, String detail) {
        add(action, object, detail);
    }

    /** Their identity provider gives somebody other roles than when they came last. */
    public void rolesChanged(@Observes RolesChanged changed) {
        PersonIdentity identity = changed.identity();
        add(
                AuditAction.ROLES_CHANGED,
                "person " + identity.getPerson().getId(),
                list(changed.before()) + " → " + list(identity.getRoles()));
    }

    private static String list(Set<String> roles) {
        return roles.isEmpty()
                ? "no role"
                : String.join(", ", Role.ALL.stream().filter(roles::contains).toList());
    }
}
