// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.owner;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.account.Caller;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.Role;
import org.retrace.account.administration.PersonsLinked;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;

/**
 * Who may see a task: whoever it is of, and everybody with a role that sees all. A task that somebody may not see is to
 * them as one that is not there.
 */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskOwners {

    private static final Set<String> SEE_ALL = Set.of(Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER);

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private TaskStore tasks;

    @Inject
    private People people;

    @Inject
    private Caller caller;

    /** A task that whoever asks may see. */
    public Optional<RetraceTask> find(long id) {
        return tasks.find(id).filter(this::isVisible);
    }

    /** The same under its row's lock, until the transaction ends. */
    public Optional<RetraceTask> locked(long id) {
        return tasks.locked(id).filter(this::isVisible);
    }

    /** The person whose tasks alone whoever asks may see; empty when they may see all. */
    public OptionalLong onlyOf() {
        return seesAll() ? OptionalLong.empty() : OptionalLong.of(people.me().getId());
    }

    /** The names of those whose tasks these are, by their numbers. */
    public Map<Long, String> names(Collection<RetraceTask> owned) {
        Set<Long> ids = owned.stream()
                .flatMapToLong(task -> task.getOwnerId().stream())
                .boxed()
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entities
                .createQuery("select p from Person p where p.id in :ids", Person.class)
                .setParameter("ids", ids)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Person::getId, Person::getDisplayName));
    }

    /** What was one person's is the other's now. */
    @RolesAllowed(Role.ADMIN)
    public void inherit(@Observes PersonsLinked linked) {
        entities.createNativeQuery("update retrace_task set owner_id = :kept where owner_id = :gone")
                .setParameter("kept", linked.kept())
                .setParameter("gone", linked.gone())
                .executeUpdate();
    }

    private boolean isVisible(RetraceTask task) {
        OptionalLong only = onlyOf();
        return only.isEmpty() || only.equals(task.getOwnerId());
    }

    private boolean seesAll() {
        return caller.identity()
                .filter(identity -> identity.roles().stream().anyMatch(SEE_ALL::contains))
                .isPresent();
    }
}
