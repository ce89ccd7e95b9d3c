// SPDX-License-Identifier: Apache-2.0
package org.retrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskType;
import org.retrace.task.journal.StepRun;

class SchemaTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void migrate() throws Exception {
        postgres = EmbeddedPostgres.start();
        flyway().migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static Flyway flyway() {
        return Flyway.configure()
                .dataSource(postgres.dataSource())
                .locations("classpath:db/migration")
                .table("schema_history")
                .load();
    }

    @Test
    void appliesEveryMigrationOnce() {
        assertThat(flyway().info().pending()).isEmpty();
        assertThat(flyway().info().applied()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(flyway().migrate().migrationsExecuted).isZero();
        assertThatCode(() -> flyway().validate()).doesNotThrowAnyException();
    }

    @Test
    void hasAColumnOfTheRightTypeForEveryMappedField() {
        assertThatCode(() -> sessions().close()).doesNotThrowAnyException();
    }

    @Test
    void noticesAMappingThatTheSchemaDoesNotHave() throws Exception {
        execute("alter table retrace_task rename column failure to failed");
        try {
            assertThatThrownBy(SchemaTest::sessions).hasMessageContaining("failure");
        } finally {
            execute("alter table retrace_task rename column failed to failure");
        }
    }

    @Test
    void storesATaskAndGivesItBackWithItsPlaceInTheQueue() throws Exception {
        execute("insert into issued_task_id values (123456789012345678), (123456789012345679)");
        Instant created = Instant.parse("2026-01-02T03:04:05.678901Z");
        try (SessionFactory sessions = sessions()) {
            for (long place : new long[] {8, 9}) {
                RetraceTask task = new RetraceTask(123456789012345670L + place, TaskType.VMCORE, created);
                task.describe("toaster-1-1", "/usr/bin/toaster", null);
                task.arrive(place);
                sessions.inTransaction(session -> session.persist(task));
            }
            try (Session session = sessions.openSession()) {
                RetraceTask first = session.find(RetraceTask.class, 123456789012345678L);
                RetraceTask second = session.find(RetraceTask.class, 123456789012345679L);
                assertThat(first.getState()).isEqualTo(TaskState.QUEUED);
                assertThat(first.getType()).isEqualTo(TaskType.VMCORE);
                assertThat(first.getCreatedAt()).isEqualTo(created);
                assertThat(first.getPackageName()).isEqualTo("toaster-1-1");
                assertThat(first.getOsRelease()).isNull();
                assertThat(first.isComplete()).isTrue();
                assertThat(first.getArrival()).isEqualTo(8);
                assertThat(second.getArrival()).isEqualTo(9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void allowsEveryStateOfATask(TaskState state) throws Exception {
        long id = 1000L + state.name().charAt(0);
        execute("insert into issued_task_id values (" + id + ")");
        execute("insert into retrace_task (id, arrival, type, state, created_at) values (" + id + ", " + id + ", 0, '"
                + state + "', now())");

        assertThat(count("retrace_task where id = " + id)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "23505 | insert into issued_task_id values (1), (1)",
                "23503 | insert into retrace_task (id, arrival, type, state, created_at) values (7, 7, 0, 'QUEUED', now())",
                "23514 | insert into retrace_task (id, arrival, type, state, created_at) values (7, 7, 0, 'LOST', now())",
                "23502 | insert into retrace_task (id, arrival, type, state) values (7, 7, 0, 'QUEUED')",
                "23502 | insert into retrace_task (id, type, state, created_at) values (7, 0, 'QUEUED', now())",
                "23503 | insert into package_build_id values (-1, 0, '\\x00', '/x')",
                "23503 | insert into package_file values (-1, '/x')",
            })
    void refusesRowsThatMakeNoSense(String state, String sql) {
        assertThatThrownBy(() -> execute(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void forgetsEverythingOfAPackageWithIt() throws Exception {
        execute(
                "insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch)"
                        + " values ('/r/gone.rpm', 1, now(), '\\x00', 'gone', 0, '1', '1', 'x86_64')");
        execute("insert into package_build_id select id, 0, '\\x1122', '/gone' from binary_package");
        execute("insert into package_file select id, '/gone' from binary_package");
        execute("delete from binary_package where file = '/r/gone.rpm'");

        assertThat(count("package_build_id where path = '/gone'")).isZero();
        assertThat(count("package_file where path = '/gone'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from package_build_id where build_id = '\\x1122'",
                "select * from package_file where path = '/usr/bin/toaster'",
                "select * from retrace_task where state = 'QUEUED' order by arrival limit 1",
                "select * from retrace_task order by -arrival limit 20"
            })
    void hasAnIndexForEachQuestionThatIsAskedOften(String query) throws Exception {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            statement.execute("set enable_sort = off");
            try (ResultSet plan = statement.executeQuery("explain " + query)) {
                StringBuilder text = new StringBuilder();
                while (plan.next()) {
                    text.append(plan.getString(1)).append('\n');
                }
                assertThat(text.toString()).containsPattern("Index").doesNotContain("Seq Scan", "Sort");
            }
        }
    }

    private static SessionFactory sessions() {
        return TestDatabase.sessions(postgres.dataSource(), List.of(RetraceTask.class, StepRun.class));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String from) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + from)) {
            result.next();
            return result.getLong(1);
        }
    }
}
