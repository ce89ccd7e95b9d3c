// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Map;
import java.util.OptionalDouble;
import org.retrace.task.TaskEnded;

/** How long a retrace will take, by how long the newest ones of its kind took: their arithmetic mean. */
@Stateless
public class TimeEstimate {

    /** Of each package and release so many are kept, the newest. */
    static final int KEPT = 100;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Notes how long a retrace took that gave a backtrace. */
    public void note(@Observes TaskEnded event) {
        entities.flush();
        int noted = entities.createNativeQuery(
                        """
                        insert into package_time (package, release, seconds)
                        select coalesce(package_stem, package_name, ''), coalesce(os_release, ''),
                               extract(epoch from finished_at - started_at)
                          from retrace_task where id = :id and state = 'SUCCESS' and finished_at > started_at
                        """)
                .setParameter("id", event.taskId())
                .executeUpdate();
        if (noted > 0) {
            prune(event.taskId());
        }
    }

    private void prune(long taskId) {
        entities.createNativeQuery(
                        """
                        delete from package_time old using retrace_task t
                         where t.id = :id and old.package = coalesce(t.package_stem, t.package_name, '')
                           and old.release = coalesce(t.os_release, '')
                           and old.id <= (select id from package_time
                                           where package = old.package and release = old.release
                                           order by id desc offset :kept limit 1)
                        """)
                .setParameter("id", taskId)
                .setParameter("kept", KEPT)
                .executeUpdate();
    }

    /** Seconds for the retrace of a task: of its package and release, else of its release, else of all; or unknown. */
    public OptionalDouble seconds(long taskId) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        """
                        select coalesce(package_stem, package_name, ''), coalesce(os_release, '')
                          from retrace_task where id = :id
                        """)
                .setParameter("id", taskId)
                .getSingleResult();
        Map<String, Object> release = Map.of("release", row[1]);
        OptionalDouble ofPackage =
                mean("where package = :package and release = :release", Map.of("package", row[0], "release", row[1]));
        OptionalDouble known = ofPackage.isPresent() ? ofPackage : mean("where release = :release", release);
        return known.isPresent() ? known : secondsOfAny();
    }

    /** Seconds for a retrace of any kind; unknown before the first. */
    public OptionalDouble secondsOfAny() {
        return mean("", Map.of());
    }

    private OptionalDouble mean(String condition, Map<String, Object> parameters) {
        Query query = entities.createNativeQuery("select avg(seconds) from (select seconds from package_time "
                + condition + " order by id desc limit " + KEPT + ") newest");
        parameters.forEach(query::setParameter);
        return query.getSingleResult() instanceof Number mean
                ? OptionalDouble.of(mean.doubleValue())
                : OptionalDouble.empty();
    }
}
