// SPDX-License-Identifier: Apache-2.0
package org.retrace.schema;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A database with 100,000 tasks, made once for all tests that take it as a parameter. Task 5000000000 + N arrived N-th,
 * ten seconds after the one before; most are successes, of one package at first and of another later, and all crashed
 * in {@code main}.
 */
public final class ManyTasks implements ParameterResolver {

    public static final int TASKS = 100_000;

    /**
     * Packages in the index: of each of 3000 names twenty versions, in four repositories of two releases or none; two
     * and two have a file of one build-id.
     */
    public static final int PACKAGES_OF_INDEX = 60_000;

    /** When the task would have been created that arrived before the first. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    public static final String RELEASE = "Crumb release 1 (Toast)";

    /** Of each thousand tasks one is this person's. */
    public static final long OWNER = 1;

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(\\w+)");

    private static final String ROWS =
            """
            insert into issued_task_id select 5000000000 + i from generate_series(1, %1$d) i;
            insert into person (display_name) values ('Ann');
            insert into retrace_task (id, arrival, type, state, complete, package_name, executable, os_release,
                                      signature, created_at, owner_id)
            select 5000000000 + i, i, 0,
                   case when i > %1$d - 5 then 'QUEUED' when i %% 20 = 7 then 'FAILURE' else 'SUCCESS' end,
                   i %% 20 <> 3,
                   case when i %% 1000 = 7 then 'jam-' || i / 1000 || '.0-1.x86_64'
                        when i > 60000 then 'baker-2.0-1.x86_64' else 'toaster-1.0-1.x86_64' end,
                   '/usr/bin/toaster',
                   case when i %% 2 = 0 then 'Crumb release 1 (Toast)' else 'Crumb release ' || i %% 100 end,
                   '/usr/bin/toaster:11:read_scale_' || i %% 50 || ':crumb_weigh:main',
                   timestamptz '2026-01-01 00:00:00+00' + i * interval '10 s',
                   case when i %% 1000 = 11 then 1 end
              from generate_series(1, %1$d) i;
            insert into task_function select f, i, 5000000000 + i
              from generate_series(1, %1$d) i, unnest(array['main', 'read_scale_' || i %% 5000]) f;
            insert into task_module (task_id, position, path, start_address, end_address, build_id, arrival)
            select 5000000000 + i, p, '/usr/lib64/libc.so.6', 0, 0,
                   case p when 0 then md5('program' || i) else repeat('c0ffee', 6) || 'c0ff' end, i
              from generate_series(1, %1$d) i, generate_series(0, 1) p;
            """
                    .formatted(TASKS);

    private static final String PACKAGES =
            """
            insert into package_repository (release, name)
            select 'crumb-' || i || '-x86_64', r from generate_series(1, 2) i, unnest(array['base', 'updates']) r;
            insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch,
                                        repository_id)
            select '/r/' || i || '.rpm', i, now(), '\\x00', 'crust-' || i %% 3000, 0, '1.' || i / 3000, '1', 'x86_64',
                   nullif(i %% 5, 0)
              from generate_series(1, %1$d) i;
            insert into package_build_id
            select id, 0, decode(md5('crust' || id / 2), 'hex'), '/usr/bin/crust' from binary_package;
            insert into package_file
            select id, f from binary_package,
                   unnest(array['/usr/bin/crust' || id %% 3000, '/usr/lib64/' || name || '/' || id]) f;
            """
                    .formatted(PACKAGES_OF_INDEX);

    /** What PostgreSQL did to answer. */
    public record Plan(String text) {

        /** How many pages of tables and indexes it looked at. */
        public int pages() {
            return Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?")
                    .matcher(text)
                    .results()
                    .mapToInt(line -> number(line, 1) + number(line, 2))
                    .findFirst()
                    .orElse(0);
        }

        private static int number(MatchResult line, int group) {
            return line.group(group) == null ? 0 : Integer.parseInt(line.group(group));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ManyTasks.class))
                .computeIfAbsent(Database.class, key -> Database.start(), Database.class);
    }

    /** What tests ask; JUnit closes it at the end of the run. */
    public record Database(EmbeddedPostgres postgres) implements AutoCloseable {

        private static Database start() {
            try {
                var database = new Database(EmbeddedPostgres.start());
                Flyway.configure()
                        .dataSource(database.postgres.dataSource())
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
                try (var connection = database.postgres.dataSource().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute(ROWS);
                    statement.execute(PACKAGES);
                    statement.execute("vacuum analyze");
                }
                return database;
            } catch (IOException | InterruptedException | SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** The first column of the answer to a query with named parameters. */
        public List<Object> ask(String sql, Map<String, ?> parameters) throws SQLException {
            try (var connection = postgres.dataSource().getConnection();
                    var statement =
                            connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"))) {
                var names = PARAMETER
                        .matcher(sql)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                for (var i = 0; i < names.size(); i++) {
                    statement.setObject(i + 1, sqlValue(parameters.get(names.get(i))));
                }
                try (var rows = statement.executeQuery()) {
                    var column = new ArrayList<Object>();
                    while (rows.next()) {
                        column.add(rows.getObject(1));
                    }
                    return column;
                }
            }
        }

        /** How PostgreSQL answers it. */
        public Plan explain(String sql, Map<String, ?> parameters) throws SQLException {
            var lines = ask("explain (analyze, buffers) " + sql, parameters);
            return new Plan(lines.stream().map(Object::toString).collect(Collectors.joining("\n")));
        }

        private static @Nullable Object sqlValue(@Nullable Object value) {
            return value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value;
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}
