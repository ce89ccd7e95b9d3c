// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The persons behind identities. */
@Stateless
public class People {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private Caller caller;

    /** The record of somebody who has just shown who they are; a new one when they come for the first time. */
    public PersonIdentity arrived(Identity identity) {
        Optional<PersonIdentity> known = find(identity);
        PersonIdentity found = known.orElseGet(() -> first(identity));
        found.seen(identity, Instant.now());
        return found;
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
        List<PersonIdentity> found = entities.createQuery(
                        """
                        select i from PersonIdentity i join fetch i.person
                         where i.issuer = :issuer and i.subject = :subject
                        """,
                        PersonIdentity.class)
                .setParameter("issuer", identity.issuer())
                .setParameter("subject", identity.subject())
                .getResultList();
        return found.stream().findFirst();
    }
}
