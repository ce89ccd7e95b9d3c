// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.retrace.repository.distribution.ReleaseName;

/**
 * The releases that are brought up to date by the clock: each that somebody once asked for, until somebody switches it
 * off.
 */
@Stateless
public class SyncedReleases {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Those of the clock, by name. */
    public List<ReleaseName> enabled() {
        List<?> rows = entities.createNativeQuery("select release from release_sync where enabled order by release")
                .getResultList();
        return rows.stream()
                .flatMap(row -> ReleaseName.parse((String) row).stream())
                .toList();
    }

    /** Somebody asked for a release; what was switched off before stays off. */
    public void asked(ReleaseName release) {
        entities.createNativeQuery("insert into release_sync values (:release, true) on conflict (release) do nothing")
                .setParameter("release", release.toString())
                .executeUpdate();
    }

    /** Switches a release on or off. */
    public void enable(ReleaseName release, boolean enabled) {
        entities.createNativeQuery(
                        """
                        insert into release_sync values (:release, :enabled)
                        on conflict (release) do update set enabled = excluded.enabled
                        """)
                .setParameter("release", release.toString())
                .setParameter("enabled", enabled)
                .executeUpdate();
    }
}
