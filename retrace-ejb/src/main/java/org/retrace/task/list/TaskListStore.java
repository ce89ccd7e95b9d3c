// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.retrace.task.RetraceTask;

/** The lists of tasks in the database. */
@Stateless
public class TaskListStore {

    /** Most tasks of one person that are looked through for names. */
    private static final int NEWEST = 1000;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * The newest tasks under a filter, newest first.
     *
     * @param beforeArrival only tasks that arrived before the one with this {@link RetraceTask#getArrival() arrival}
     * @param limit most rows
     */
    public List<RetraceTask> page(TaskFilter filter, OptionalLong beforeArrival, int limit) {
        TaskQuery question = TaskQuery.of(filter, isVersioned(filter), beforeArrival.orElse(Long.MAX_VALUE));
        Query query = entities.createNativeQuery(question.sql(), RetraceTask.class);
        question.parameters().forEach(query::setParameter);
        List<?> rows = query.setMaxResults(limit).getResultList();
        return rows.stream().map(RetraceTask.class::cast).toList();
    }

    /** Tasks as they stand now, newest first; those that are gone are left out. */
    public List<RetraceTask> again(Collection<Long> ids) {
        return entities.createQuery(
                        "select t from RetraceTask t where t.id in :ids order by t.arrival desc", RetraceTask.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** The operating systems of all tasks, in order of their names. */
    public List<String> releases(int limit) {
        List<?> names = entities.createNativeQuery(
                        """
                        with recursive release (name) as (
                            (select os_release collate "C" from retrace_task where os_release is not null
                              order by os_release collate "C" limit 1)
                            union all
                            select (select t.os_release collate "C" from retrace_task t
                                     where t.os_release collate "C" > r.name order by t.os_release collate "C" limit 1)
                              from release r where r.name is not null)
                        select name from release where name is not null limit :limit
                        """)
                .setParameter("limit", limit)
                .getResultList();
        return names.stream().map(Object::toString).toList();
    }

    /** The operating systems of the newest tasks of one person, in order of their names. */
    public List<String> releasesOf(long person, int limit) {
        List<?> names = entities.createNativeQuery(
                        """
                        select distinct os_release collate "C"
                          from (select os_release from retrace_task where owner_id = :owner
                                 order by arrival desc limit :newest) own
                         where os_release is not null order by 1 limit :limit
                        """)
                .setParameter("owner", person)
                .setParameter("newest", NEWEST)
                .setParameter("limit", limit)
                .getResultList();
        return names.stream().map(Object::toString).toList();
    }

    /** Whether the filter's package is no name that a package has without its version. */
    private boolean isVersioned(TaskFilter filter) {
        String asked = filter.terms().get(TaskTerm.PACKAGE);
        return asked != null
                && entities.createNativeQuery("select 1 from retrace_task where package_stem = :package limit 1")
                        .setParameter("package", asked)
                        .getResultList()
                        .isEmpty();
    }
}
