// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.retrace.elf.BuildId;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId.Kind;

/** The packages in the database, found by build-id and by path. */
@Stateless
public class PackageIndex {

    private static final String COLUMNS = "p.id, p.name, p.epoch, p.version, p.release, p.arch, p.digest, p.file";

    /** Every file with one of the build-ids that {@code :hex} lists, with commas between. */
    public static final String BY_BUILD_ID = "select " + COLUMNS
            + """
            , b.build_id, b.kind, b.path
              from package_build_id b join binary_package p on p.id = b.package_id
             where b.build_id in (select decode(h, 'hex') from unnest(string_to_array(:hex, ',')) h)
            """;

    /** In place of a {@link Kind}: the file at the path was read, and has no build-id. */
    private static final int WITHOUT = 3;

    private static final long ADVISORY_LOCK = 0x7265_7472_6163_6501L;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** The same connection as the entities', within a transaction. */
    @Resource(lookup = "java:jboss/datasources/RetraceDS")
    private DataSource dataSource;

    /** Every file with one of the build-ids, in one query. */
    public Map<BuildId, List<IndexedFile>> find(Collection<BuildId> buildIds) {
        String hex = buildIds.stream().map(BuildId::hex).collect(Collectors.joining(","));
        List<?> rows =
                entities.createNativeQuery(BY_BUILD_ID).setParameter("hex", hex).getResultList();
        return rows.stream().map(row -> indexed((Object[]) row)).collect(Collectors.groupingBy(IndexedFile::buildId));
    }

    /** Whether a package of this name and version is there for its architecture; one for none counts for each. */
    public boolean isKnown(Nevra wanted) {
        return (Boolean) entities.createNativeQuery(
                        """
                        select exists (select 1 from binary_package
                                        where name = :name and arch in (:arch, 'noarch')
                                          and version = :version and release = :release)
                        """)
                .setParameter("name", wanted.name())
                .setParameter("arch", wanted.arch())
                .setParameter("version", wanted.version())
                .setParameter("release", wanted.release())
                .getSingleResult();
    }

    /** The packages with a file at a path of the crashed machine. */
    public List<StoredPackage> findByPath(String path) {
        List<?> rows = entities.createNativeQuery("select " + COLUMNS
                        + " from package_file f join binary_package p on p.id = f.package_id where f.path = :path")
                .setParameter("path", PathForm.merged(path))
                .getResultList();
        return rows.stream().map(row -> stored((Object[]) row)).toList();
    }

    /** Those of the packages with a file at a path that nobody knows the build-id of: no link names it. */
    public List<StoredPackage> findUnlinked(String path) {
        List<?> rows = entities.createNativeQuery(
                        "select " + COLUMNS
                                + """
                          from package_file f join binary_package p on p.id = f.package_id
                         where f.path = :path
                           and not exists (select 1 from package_build_id b
                                            where b.package_id = p.id and b.kind in (0, 3)
                                              and regexp_replace(b.path, :form, '/usr/\\1/') = :path)
                        """)
                .setParameter("path", PathForm.merged(path))
                .setParameter("form", PathForm.UNMERGED)
                .getResultList();
        return rows.stream().map(row -> stored((Object[]) row)).toList();
    }

    /** Remembers the build-id of a file that no link names, as it was read from the file, or that it has none. */
    public void learn(StoredPackage pkg, String path, Optional<BuildId> buildId) {
        entities.createNativeQuery(
                        """
                        insert into package_build_id (package_id, kind, build_id, path)
                        select p.id, :kind, decode(:hex, 'hex'), :path from binary_package p
                         where p.id = :id
                           and not exists (select 1 from package_build_id b
                                            where b.package_id = :id and b.kind in (0, 3) and b.path = :path)
                        """)
                .setParameter("id", pkg.id())
                .setParameter("kind", buildId.isPresent() ? Kind.BINARY.code() : WITHOUT)
                .setParameter("hex", buildId.map(BuildId::hex).orElse(""))
                .setParameter("path", path)
                .executeUpdate();
    }

    /** Whether it holds no package at all. */
    public boolean isEmpty() {
        return entities.createNativeQuery("select 1 from binary_package limit 1")
                .getResultList()
                .isEmpty();
    }

    /** Paths, sizes and times of the indexed packages below a directory. */
    public Map<Path, FileState> filesBelow(Path directory) {
        List<?> rows = entities.createNativeQuery(
                        "select file, size_bytes, modified_at from binary_package where starts_with(file, :prefix)")
                .setParameter("prefix", directory + "/")
                .getResultList();
        Map<Path, FileState> files = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            files.put(Path.of((String) columns[0]), new FileState(((Number) columns[1]).longValue(), (Instant)
                    columns[2]));
        }
        return files;
    }

    /** Puts packages into the index, in place of what stood there for their files; all of them or nothing. */
    public void put(List<NewPackage> packages) {
        try (Connection connection = dataSource.getConnection()) {
            new PackageCopy(connection).replace(packages);
        } catch (SQLException | IOException e) {
            throw new EJBException(packages.size() + " packages could not be indexed", e);
        }
    }

    /** Takes a package out of the index. */
    public void remove(Path file) {
        entities.createNativeQuery("delete from binary_package where file = :file")
                .setParameter("file", file.toString())
                .executeUpdate();
    }

    /** Waits until nobody else changes the index; holds until this transaction ends. */
    public void lock() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                .setParameter("key", ADVISORY_LOCK)
                .getSingleResult();
    }

    private static IndexedFile indexed(Object[] row) {
        return new IndexedFile(
                BuildId.of((byte[]) row[8]).orElseThrow(),
                Kind.ofCode(((Number) row[9]).intValue()),
                (String) row[10],
                stored(row));
    }

    private static StoredPackage stored(Object[] row) {
        Nevra name = new Nevra(
                (String) row[1], ((Number) row[2]).intValue(), (String) row[3], (String) row[4], (String) row[5]);
        String digest = HexFormat.of().formatHex((byte[]) row[6]);
        return new StoredPackage(((Number) row[0]).longValue(), name, digest, Path.of((String) row[7]));
    }
}
