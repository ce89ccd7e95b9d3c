// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.retrace.elf.BuildId;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId;
import org.retrace.rpm.RpmFile;
import org.retrace.rpm.RpmPackage;

/** The packages in the database, found by build-id and by path. */
@Stateless
public class PackageIndex {

    private static final String COLUMNS = "p.id, p.name, p.epoch, p.version, p.release, p.arch, p.digest, p.file";
    private static final long ADVISORY_LOCK = 0x7265_7472_6163_6501L;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** The same connection as the entities', within a transaction. */
    @Resource(lookup = "java:jboss/datasources/RetraceDS")
    private DataSource dataSource;

    /** Every file with one of the build-ids, in one query. */
    public Map<BuildId, List<IndexedFile>> find(Collection<BuildId> buildIds) {
        String hex = buildIds.stream().map(BuildId::hex).collect(Collectors.joining(","));
        List<?> rows = entities.createNativeQuery(
                        "select " + COLUMNS
                                + """
                        , b.build_id, b.kind, b.path
                          from package_build_id b join binary_package p on p.id = b.package_id
                         where b.build_id in (select decode(h, 'hex') from unnest(string_to_array(:hex, ',')) h)
                        """)
                .setParameter("hex", hex)
                .getResultList();
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

    /** Puts a package into the index, in place of what stood there for its file; all of it or nothing. */
    public void put(Path file, FileState state, String digest, RpmPackage rpm) {
        remove(file);
        Nevra name = rpm.nevra();
        long id = ((Number) entities.createNativeQuery(
                                """
                                insert into binary_package
                                    (file, size_bytes, modified_at, digest, name, epoch, version, release, arch)
                                values (:file, :size, :modified, decode(:digest, 'hex'),
                                    :name, :epoch, :version, :release, :arch)
                                returning id
                                """)
                        .setParameter("file", file.toString())
                        .setParameter("size", state.sizeBytes())
                        .setParameter("modified", state.modifiedAt())
                        .setParameter("digest", digest)
                        .setParameter("name", name.name())
                        .setParameter("epoch", name.epoch())
                        .setParameter("version", name.version())
                        .setParameter("release", name.release())
                        .setParameter("arch", name.arch())
                        .getSingleResult())
                .longValue();
        try {
            insertBuildIds(id, rpm.buildIds());
            insertFiles(id, rpm.files());
        } catch (SQLException e) {
            throw new EJBException("package " + rpm.nevra() + " could not be indexed", e);
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

    private void insertBuildIds(long packageId, List<PackagedBuildId> buildIds) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into package_build_id values (?, ?, ?, ?)")) {
            for (PackagedBuildId buildId : buildIds) {
                insert.setLong(1, packageId);
                insert.setShort(2, (short) buildId.kind().code());
                insert.setBytes(3, buildId.buildId().bytes());
                insert.setString(4, buildId.path());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertFiles(long packageId, List<RpmFile> files) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into package_file values (?, ?)")) {
            for (RpmFile file : files) {
                if (mayBeElf(file)) {
                    insert.setLong(1, packageId);
                    insert.setString(2, PathForm.merged(file.path()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static boolean mayBeElf(RpmFile file) {
        return file.isRegular()
                && (file.isExecutable()
                        || file.path().startsWith("/usr/lib/debug/.dwz/")
                        || file.path().matches(".*\\.so(\\.[^/]*)?"));
    }

    private static IndexedFile indexed(Object[] row) {
        return new IndexedFile(
                BuildId.of((byte[]) row[8]).orElseThrow(),
                PackagedBuildId.Kind.ofCode(((Number) row[9]).intValue()),
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
