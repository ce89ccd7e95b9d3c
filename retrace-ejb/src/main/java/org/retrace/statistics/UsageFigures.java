// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the server has done since its beginning, for everybody: nothing in it tells of one crash. */
@Stateless
public class UsageFigures {

    /** Lines of the longest list. */
    public static final int LISTED = 37;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * How tasks ended, ever.
     *
     * @param overload uploads that were refused because too much was under way
     * @param first when the first task was accepted that has ended; empty before that
     */
    public record Totals(long success, long failure, long overload, Optional<Instant> first) {

        /** Every task that has ended. */
        public long all() {
            return success + failure;
        }
    }

    /**
     * A line of a list.
     *
     * @param name of what is counted
     * @param count of tasks
     */
    public record Counted(String name, long count) {}

    /** The sums of all. */
    public Totals totals() {
        Object[] row = (Object[]) entities.createNativeQuery(
                        """
                        select (select count(*) from task_statistics where state = 'SUCCESS'),
                               (select count(*) from task_statistics where state = 'FAILURE'),
                               (select coalesce(sum(overload), 0) from upload_refusal),
                               (select cast(extract(epoch from min(created_at)) as bigint) from task_statistics)
                        """)
                .getSingleResult();
        Optional<Instant> first =
                row[3] == null ? Optional.empty() : Optional.of(Instant.ofEpochSecond(((Number) row[3]).longValue()));
        return new Totals(number(row[0]), number(row[1]), number(row[2]), first);
    }

    /** Tasks of each architecture. */
    public List<Counted> architectures() {
        return counted("arch");
    }

    /** Tasks of each release, as uploads name it. */
    public List<Counted> releases() {
        return counted("os_release");
    }

    /** The packages that crashed most, without version and release. */
    public List<Counted> packages() {
        return counted("regexp_replace(package_name, '-[^-]+-[^-]+$', '')");
    }

    private List<Counted> counted(String what) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select name, count(*) from (select %s as name from task_statistics) each
                         where name is not null group by name order by count(*) desc, name limit :most
                        """
                                .formatted(what))
                .setParameter("most", LISTED)
                .getResultList();
        return rows.stream()
                .map(row -> new Counted((String) ((Object[]) row)[0], number(((Object[]) row)[1])))
                .toList();
    }

    /** An upload is refused because too much is under way. */
    public void refusedForLoad() {
        entities.createNativeQuery(
                        """
                        insert into upload_refusal as counted values (current_date, 1)
                            on conflict (day) do update set overload = counted.overload + 1
                        """)
                .executeUpdate();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
