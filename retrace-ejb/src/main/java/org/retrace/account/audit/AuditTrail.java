// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.retrace.account.Role;

/** The audit, for those who may read it. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV})
public class AuditTrail {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * The newest events under a filter, newest first.
     *
     * @param beforeId only events with a smaller {@link AuditEvent#getId() id}
     * @param limit most events
     */
    public List<AuditEvent> page(AuditFilter filter, OptionalLong beforeId, int limit) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<AuditEvent> query = builder.createQuery(AuditEvent.class);
        Root<AuditEvent> event = query.from(AuditEvent.class);
        List<Predicate> all = new ArrayList<>();
        filter.personId().ifPresent(id -> all.add(builder.equal(event.get("personId"), id)));
        filter.action().ifPresent(action -> all.add(builder.equal(event.get("action"), action)));
        filter.object().ifPresent(object -> all.add(builder.equal(event.get("object"), object)));
        filter.since().ifPresent(since -> all.add(builder.greaterThanOrEqualTo(event.get("at"), since)));
        filter.until().ifPresent(until -> all.add(builder.lessThan(event.get("at"), until)));
        beforeId.ifPresent(id -> all.add(builder.lessThan(event.get("id"), id)));
        query.where(all.toArray(Predicate[]::new)).orderBy(builder.desc(event.get("id")));
        return entities.createQuery(query).setMaxResults(limit).getResultList();
    }

    /**
     * The numbers of persons whom people call so, or whose account is called so, whatever the case.
     *
     * @param limit most of them
     */
    public List<Long> persons(String name, int limit) {
        return entities.createQuery(
                        """
                        select p.id from Person p
                         where lower(p.displayName) = lower(:name)
                            or exists (select 1 from PersonIdentity i
                                        where i.person = p and lower(i.name) = lower(:name))
                         order by p.id
                        """,
                        Long.class)
                .setParameter("name", name)
                .setMaxResults(limit)
                .getResultList();
    }
}
