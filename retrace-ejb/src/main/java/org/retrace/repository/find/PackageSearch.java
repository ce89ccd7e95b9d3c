// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Role;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.rpm.Nevra;

/** Finds packages of the index, a page at a time. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class PackageSearch {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** The packages behind a place; by name, build-id or age, and each once for a build-id. */
    public List<FoundPackage> page(PackageBy by, String text, PackagePlace after, int most) {
        PackageQuestion question = PackageQuestion.of(by, text, after);
        Query query = entities.createNativeQuery(question.sql()).setParameter("most", most);
        question.parameters().forEach(query::setParameter);
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> found((Object[]) row)).toList();
    }

    private static FoundPackage found(Object[] row) {
        return new FoundPackage(
                new Nevra((String) row[1], ((Number) row[2]).intValue(), (String) row[3], (String) row[4], (String)
                        row[5]),
                repository((String) row[8], (String) row[9]),
                Optional.ofNullable((String) row[11]),
                Path.of((String) row[6]),
                ((Number) row[7]).longValue(),
                new PackagePlace((String) row[10], ((Number) row[0]).longValue()));
    }

    private static Optional<RepositoryName> repository(@Nullable String release, @Nullable String name) {
        return release == null || name == null
                ? Optional.empty()
                : ReleaseName.parse(release).map(parsed -> new RepositoryName(parsed, name));
    }
}
