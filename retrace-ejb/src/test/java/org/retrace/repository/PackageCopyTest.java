// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.elf.BuildId;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId;
import org.retrace.rpm.RpmFile;
import org.retrace.rpm.RpmPackage;
import org.retrace.schema.TestDatabase;

class PackageCopyTest {

    private static final FileState STATE = new FileState(1L << 40, Instant.parse("2026-01-02T03:04:05.678901Z"));
    private static final String DIGEST = "00ff".repeat(16);
    private static final BuildId BUILD_ID =
            BuildId.parse("c0ffee".repeat(6) + "c0ff").orElseThrow();
    private static final int S_IFREG = 0100000;

    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.sql("delete from binary_package");
        database.sql("delete from package_repository");
    }

    @Test
    void everyColumnComesBack() throws Exception {
        replace(List.of(pkg("/r/jam.rpm", "jam", file("/usr/bin/jam", 0755))));
        assertThat(rows("select file, size_bytes, to_char(modified_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
                        + " encode(digest, 'hex'), name, epoch, version, release, arch, repository_id, checksum,"
                        + " indexed_at is not null from binary_package"))
                .containsExactly(List.of(
                        "/r/jam.rpm",
                        "1099511627776",
                        "2026-01-02 03:04:05.678901",
                        DIGEST,
                        "jam",
                        "7",
                        "1.0",
                        "2",
                        "x86_64",
                        "null",
                        "null",
                        "t"));
        assertThat(rows("select p.file, b.kind, encode(b.build_id, 'hex'), b.path"
                        + " from package_build_id b join binary_package p on p.id = b.package_id"))
                .containsExactly(List.of("/r/jam.rpm", "1", BUILD_ID.hex(), "/usr/bin/jam"));
        assertThat(rows("select p.file, f.path from package_file f join binary_package p on p.id = f.package_id"))
                .containsExactly(List.of("/r/jam.rpm", "/usr/bin/jam"));
    }

    @Test
    void textsOfAllKindsComeBackAsTheyAre() throws Exception {
        String odd = "/opt/tab\there/new\nline/back\\slash/\\N/ä€\ud83c\udf5e/\"';";
        replace(List.of(pkg(odd, "jam", file(odd, 0755))));
        assertThat(rows("select file from binary_package union select path from package_file"))
                .containsExactly(List.of(odd));
    }

    @Test
    void aPackageComesInPlaceOfTheOneThatWasThere() throws Exception {
        replace(List.of(pkg("/r/jam.rpm", "jam", file("/usr/bin/jam", 0755)), pkg("/r/tea.rpm", "tea")));
        replace(List.of(pkg("/r/jam.rpm", "marmalade", file("/usr/bin/marmalade", 0755))));
        assertThat(rows("select name from binary_package order by name"))
                .containsExactly(List.of("marmalade"), List.of("tea"));
        assertThat(rows("select path from package_file")).containsExactly(List.of("/usr/bin/marmalade"));
    }

    @Test
    void ofTwoForOneFileTheLastCounts() throws Exception {
        replace(List.of(pkg("/r/jam.rpm", "jam"), pkg("/r/jam.rpm", "marmalade")));
        assertThat(rows("select name from binary_package")).containsExactly(List.of("marmalade"));
    }

    @Test
    void aPackageOfARepositoryTellsWhichAndByWhichChecksum() throws Exception {
        database.sql("insert into package_repository (release, name) values ('crumb-1-x86_64', 'updates')");
        long repository =
                Long.parseLong(rows("select id from package_repository").get(0).get(0));
        NewPackage fetched = new NewPackage(
                Path.of("/r/jam.rpm"),
                STATE,
                DIGEST,
                rpm("jam"),
                Optional.of(new NewPackage.Origin(repository, "a1b2")));
        replace(List.of(fetched));
        assertThat(rows("select repository_id, checksum from binary_package"))
                .containsExactly(List.of(Long.toString(repository), "a1b2"));
    }

    @Test
    void aFileIsFoundByItsPathWhenItMayBeElf() throws Exception {
        replace(List.of(pkg(
                "/r/jam.rpm",
                "jam",
                file("/usr/bin/jam", 0755),
                file("/lib64/libjam.so.1", 0644),
                file("/usr/lib/debug/.dwz/jam", 0644),
                file("/usr/share/doc/jam/README", 0644),
                new RpmFile("/usr/bin/spread", 0120777, 3, "jam", 0))));
        assertThat(rows("select path from package_file order by path"))
                .containsExactly(
                        List.of("/usr/bin/jam"), List.of("/usr/lib/debug/.dwz/jam"), List.of("/usr/lib64/libjam.so.1"));
    }

    @Test
    void aPathThatNoIndexHoldsIsLeftOut() throws Exception {
        String path = "/"
                + new Random(7)
                        .ints(3000, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        replace(List.of(pkg("/r/jam.rpm", "jam", file(path, 0755), file("/usr/bin/jam", 0755))));
        assertThat(rows("select path from package_file")).containsExactly(List.of("/usr/bin/jam"));
    }

    @Test
    void allOrNothingOfAChunkIsThere() throws Exception {
        replace(List.of(pkg("/r/jam.rpm", "jam")));
        NewPackage stray = new NewPackage(
                Path.of("/r/tea.rpm"), STATE, DIGEST, rpm("tea"), Optional.of(new NewPackage.Origin(-1, "a1b2")));
        assertThatThrownBy(() -> replace(List.of(pkg("/r/jam.rpm", "marmalade"), stray)))
                .rootCause()
                .isInstanceOf(SQLException.class);
        assertThat(rows("select name from binary_package")).containsExactly(List.of("jam"));
    }

    private static NewPackage pkg(String file, String name, RpmFile... files) {
        return new NewPackage(Path.of(file), STATE, DIGEST, rpm(name, files), Optional.empty());
    }

    private static RpmPackage rpm(String name, RpmFile... files) {
        return new RpmPackage(
                new Nevra(name, 7, "1.0", "2", "x86_64"),
                List.of(files),
                files.length == 0
                        ? List.of()
                        : List.of(new PackagedBuildId(BUILD_ID, PackagedBuildId.Kind.DEBUGINFO, files[0].path())),
                List.of(),
                List.of(),
                new RpmPackage.Payload(0, Optional.empty()),
                0);
    }

    private static RpmFile file(String path, int permissions) {
        return new RpmFile(path, S_IFREG | permissions, 3, "", 0);
    }

    private static void replace(List<NewPackage> packages) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            new PackageCopy(connection).replace(packages);
            connection.commit();
        }
    }

    private static List<List<String>> rows(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
