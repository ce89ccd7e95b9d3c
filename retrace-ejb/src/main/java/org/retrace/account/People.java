// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The persons behind identities. */
@Stateless
public class People {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private Caller caller;

    @Inject
    private Event<RolesChanged> rolesChanged;

    /** The record of somebody who has just shown who they are; a new one when they come for the first time. */
    public PersonIdentity arrived(Identity identity) {
        PersonIdentity found = find(identity).orElseGet(() -> first(identity));
        Set<String> before = found.getRoles();
        Instant now = Instant.now();
        if (found.isNews(identity, now) && note(found, identity, now)) {
            rolesChanged.fire(new RolesChanged(found, before));
        }
        return found;
    }

    /**
     * Requests of one person come at once, and each may say the same: no version counts here, and nothing is written
     * but what the provider tells. The person's row first, as whoever makes one person of two does.
     *
     * @return whether it was this request that told of other roles
     */
    private boolean note(PersonIdentity found, Identity identity, Instant now) {
        entities.createQuery(
                        """
                        update Person p set p.displayName = :name, p.mail = :mail, p.lastSeenAt = :now
                         where p.id = :person
                        """)
                .setParameter("name", identity.displayName())
                .setParameter("mail", identity.mail().orElse(null))
                .setParameter("now", now)
                .setParameter("person", found.getPerson().getId())
                .executeUpdate();
        int others = entities.createQuery(
                        "update PersonIdentity i set i.roles = :roles where i.id = :identity and i.roles <> :roles")
                .setParameter("roles", Roles.text(identity.roles()))
                .setParameter("identity", found.getId())
                .executeUpdate();
        entities.createQuery("update PersonIdentity i set i.name = :name, i.lastSeenAt = :now where i.id = :identity")
                .setParameter("name", identity.name())
                .setParameter("now", now)
                .setParameter("identity", found.getId())
                .executeUpdate();
        entities.refresh(found);
        entities.refresh(found.getPerson());
        return others == 1;
    }

    /** Two requests may come at once from somebody new: one makes the record, the other waits and finds it. */
    private PersonIdentity first(Identity identity) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:identity, 0))")
                .setParameter("identity", identity.issuer() + " " + identity.subject())
                .getSingleResult();
        return find(identity).orElseGet(() -> {
            Instant now = Instant.now();
            Person person = new Person(identity, now);
            entities.persist(person);
            PersonIdentity made = new PersonIdentity(person, identity, now);
            entities.persist(made);
            return made;
        });
    }

    /** The identity for which this thread works; empty when nobody has signed in. */
    public Optional<PersonIdentity> current() {
        return caller.identity().flatMap(this::find);
    }

    /**
     * The person for whom this thread works.
     *
     * @throws IllegalStateException when nobody has signed in: whoever asks is guarded by a role
     */
    public Person me() {
        return current()
                .map(PersonIdentity::getPerson)
                .orElseThrow(() -> new IllegalStateException("nobody has signed in"));
    }

    /** All that signs in as one person signs in as another from now on. */
    public void give(Person from, Person to) {
        entities.createQuery("select i from PersonIdentity i where i.person = :from", PersonIdentity.class)
                .setParameter("from", from)
                .getResultList()
                .forEach(identity -> identity.belongTo(to));
        entities.flush();
    }

    private Optional<PersonIdentity> find(Identity identity) {
        return find(identity.issuer(), identity.subject());
    }

    /** The record of an identity, if somebody ever came with it. */
    public Optional<PersonIdentity> find(String issuer, String subject) {
        List<PersonIdentity> found = entities.createQuery(
                        """
                        select i from PersonIdentity i join fetch i.person
                         where i.issuer = :issuer and i.subject = :subject
                        """,
                        PersonIdentity.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultList();
        return found.stream().findFirst();
    }
}
