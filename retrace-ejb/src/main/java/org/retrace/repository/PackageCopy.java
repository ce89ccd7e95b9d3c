// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId;
import org.retrace.rpm.RpmFile;

/** The rows of packages in the index, written by COPY, many packages at once, in the transaction of a connection. */
final class PackageCopy {

    private static final Pattern SHARED_OBJECT = Pattern.compile(".*\\.so(\\.[^/]*)?");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Connection connection;

    /** @param connection to PostgreSQL's own driver, wrapped or not; stays open */
    PackageCopy(Connection connection) {
        this.connection = connection;
    }

    /** Something that writes rows. */
    @FunctionalInterface
    private interface Rows {
        void write(CopyStream out) throws IOException;
    }

    /** Puts packages in place of what stood there for their files; of two for one file the last. */
    void replace(List<NewPackage> packages) throws SQLException, IOException {
        Map<Path, NewPackage> byFile = new LinkedHashMap<>();
        packages.forEach(pkg -> byFile.put(pkg.file(), pkg));
        remove(byFile.keySet());
        Map<Long, NewPackage> byId = numbered(byFile.values());
        copy(
                "binary_package (id, file, size_bytes, modified_at, digest, name, epoch, version, release, arch,"
                        + " repository_id, checksum)",
                out -> {
                    for (Map.Entry<Long, NewPackage> entry : byId.entrySet()) {
                        writePackage(out, entry.getKey(), entry.getValue());
                    }
                });
        copy("package_build_id (package_id, kind, build_id, path)", out -> {
            for (Map.Entry<Long, NewPackage> entry : byId.entrySet()) {
                writeBuildIds(out, entry.getKey(), entry.getValue().rpm().buildIds());
            }
        });
        copy("package_file (package_id, path)", out -> {
            for (Map.Entry<Long, NewPackage> entry : byId.entrySet()) {
                writeFiles(out, entry.getKey(), entry.getValue().rpm().files());
            }
        });
    }

    private void remove(Collection<Path> files) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from binary_package where file = any (?)")) {
            Array array = connection.createArrayOf(
                    "text", files.stream().map(Path::toString).toArray());
            delete.setArray(1, array);
            delete.executeUpdate();
        }
    }

    private Map<Long, NewPackage> numbered(Collection<NewPackage> packages) throws SQLException {
        Map<Long, NewPackage> byId = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select nextval(pg_get_serial_sequence('binary_package', 'id')) from generate_series(1, ?)")) {
            select.setInt(1, packages.size());
            try (ResultSet ids = select.executeQuery()) {
                for (NewPackage pkg : packages) {
                    ids.next();
                    byId.put(ids.getLong(1), pkg);
                }
            }
        }
        return byId;
    }

    private void copy(String table, Rows rows) throws SQLException, IOException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        String sql = "copy " + table + " from stdin with (format binary)";
        try (CopyStream out = new CopyStream(new PGCopyOutputStream(driver, sql, BUFFER_BYTES))) {
            rows.write(out);
            out.end();
        }
    }

    private static void writePackage(CopyStream out, long id, NewPackage pkg) throws IOException {
        Nevra name = pkg.rpm().nevra();
        out.row(12)
                .bigint(id)
                .text(pkg.file().toString())
                .bigint(pkg.state().sizeBytes())
                .timestamptz(pkg.state().modifiedAt())
                .bytea(HexFormat.of().parseHex(pkg.digest()))
                .text(name.name())
                .integer(name.epoch())
                .text(name.version())
                .text(name.release())
                .text(name.arch());
        Optional<NewPackage.Origin> origin = pkg.origin();
        if (origin.isPresent()) {
            out.bigint(origin.get().repositoryId()).text(origin.get().checksum());
        } else {
            out.nothing().nothing();
        }
    }

    private static void writeBuildIds(CopyStream out, long id, List<PackagedBuildId> buildIds) throws IOException {
        for (PackagedBuildId buildId : buildIds) {
            out.row(4)
                    .bigint(id)
                    .smallint(buildId.kind().code())
                    .bytea(buildId.buildId().bytes())
                    .text(buildId.path());
        }
    }

    private static void writeFiles(CopyStream out, long id, List<RpmFile> files) throws IOException {
        for (RpmFile file : files) {
            String path = PathForm.merged(file.path());
            if (mayBeElf(file) && NewPackage.fits(path)) {
                out.row(2).bigint(id).text(path);
            }
        }
    }

    private static boolean mayBeElf(RpmFile file) {
        return file.isRegular()
                && (file.isExecutable()
                        || file.path().startsWith("/usr/lib/debug/.dwz/")
                        || SHARED_OBJECT.matcher(file.path()).matches());
    }
}
