// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.administration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.PersonIdentity;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;

/** All persons, for administrators. */
@Stateless
@RolesAllowed(Role.ADMIN)
public class PeopleOffice {

    private static final String BEHIND =
            """
             and (lower(p.displayName) > (select lower(x.displayName) from Person x where x.id = :after)
                  or lower(p.displayName) = (select lower(x.displayName) from Person x where x.id = :after)
                     and p.id > :after)
            """;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private People people;

    @Inject
    private AuditLog audit;

    @Inject
    private Event<PersonsLinked> linked;

    /**
     * Persons in order of their names.
     *
     * @param start only whose name, mail or account begins so, whatever the case; empty: all
     * @param afterId only those behind the person with this id; none when there is no such person any more
     * @param limit most of them
     */
    public List<PersonRow> list(String start, OptionalLong afterId, int limit) {
        String behind = afterId.isEmpty() ? "" : BEHIND;
        TypedQuery<Person> query = entities.createQuery(
                        """
                        select p from Person p
                         where (lower(p.displayName) like :start escape '!' or lower(p.mail) like :start escape '!'
                            or exists (select 1 from PersonIdentity i
                                        where i.person = p and lower(i.name) like :start escape '!'))
                        """
                                + behind + " order by lower(p.displayName), p.id",
                        Person.class)
                .setParameter("start", pattern(start))
                .setMaxResults(limit);
        afterId.ifPresent(id -> query.setParameter("after", id));
        return rows(query.getResultList());
    }

    private static String pattern(String start) {
        return start.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
    }

    /** One of them. */
    public Optional<PersonRow> find(long id) {
        return Optional.ofNullable(entities.find(Person.class, id))
                .map(person -> rows(List.of(person)).get(0));
    }

    private List<PersonRow> rows(List<Person> persons) {
        Map<Long, List<PersonIdentity>> identities = entities.createQuery(
                        "select i from PersonIdentity i where i.person in :persons order by i.id", PersonIdentity.class)
                .setParameter("persons", persons)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        identity -> identity.getPerson().getId(), LinkedHashMap::new, Collectors.toList()));
        List<PersonRow> rows = new ArrayList<>();
        for (Person person : persons) {
            rows.add(new PersonRow(person, identities.getOrDefault(person.getId(), List.of())));
        }
        return rows;
    }

    /**
     * From now on nobody gets in as this person, nor by their tokens.
     *
     * @return why not, as a sentence; empty when it was done
     */
    public Optional<String> disable(long id) {
        if (people.me().getId() == id) {
            return Optional.of("you cannot disable yourself; let another administrator do it");
        }
        Optional<Person> person = locked(id);
        person.ifPresent(found -> {
            found.disable(Instant.now());
            audit.add(AuditAction.PERSON_DISABLED, "person " + id, found.getDisplayName());
        });
        return missing(person);
    }

    /**
     * Lets them in again.
     *
     * @return why not, as a sentence; empty when it was done
     */
    public Optional<String> enable(long id) {
        Optional<Person> person = locked(id);
        person.ifPresent(found -> {
            found.enable();
            audit.add(AuditAction.PERSON_ENABLED, "person " + id, found.getDisplayName());
        });
        return missing(person);
    }

    /**
     * Makes one person of two, whose identities, tokens and tasks are from now on one's.
     *
     * @param keptId who stays
     * @param goneId whose record goes; what the audit says of them stays
     * @return why not, as a sentence; empty when it was done
     */
    public Optional<String> link(long keptId, long goneId) {
        if (keptId == goneId) {
            return Optional.of("these are not two persons but one");
        }
        Optional<Person> first = locked(Math.min(keptId, goneId));
        Optional<Person> second = locked(Math.max(keptId, goneId));
        if (first.isEmpty() || second.isEmpty()) {
            return missing(Optional.empty());
        }
        Person kept = keptId < goneId ? first.get() : second.get();
        Person gone = keptId < goneId ? second.get() : first.get();
        if (gone.getDisabledAt().isPresent() || kept.getDisabledAt().isPresent()) {
            return Optional.of("one of them is disabled; enable them first");
        }
        String moved = rows(List.of(gone)).get(0).identities().stream()
                .map(identity -> identity.getIssuer() + " " + identity.getSubject())
                .collect(Collectors.joining(", "));
        people.give(gone, kept);
        kept.inherit(gone);
        linked.fire(new PersonsLinked(keptId, goneId));
        audit.add(
                AuditAction.PERSON_LINKED,
                "person " + keptId,
                kept.getDisplayName() + " is also " + gone.getDisplayName() + " (person " + goneId + "): " + moved);
        entities.remove(gone);
        return Optional.empty();
    }

    private Optional<Person> locked(long id) {
        @Nullable Person found = entities.find(Person.class, id, LockModeType.PESSIMISTIC_WRITE);
        return Optional.ofNullable(found);
    }

    private static Optional<String> missing(Optional<Person> person) {
        return person.isPresent() ? Optional.empty() : Optional.of("there is no such person any more");
    }
}
