// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.schema.GatheredEvents;
import org.retrace.schema.TestDatabase;

class TaskRerunsTest {

    private static final String BUILD_ID = "c0ffee".repeat(6) + "c0ff";

    private static TestDatabase database;

    private final GatheredEvents<TaskQueued> queued = new GatheredEvents<>();
    private TaskReruns reruns;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        database.sql("insert into issued_task_id values (7)");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void aTaskThatLacksAPackage() throws Exception {
        database.sql("delete from retrace_task");
        database.sql("delete from binary_package");
        database.sql("delete from sync_run");
        database.sql(
                """
                insert into retrace_task (id, arrival, type, state, failure, created_at, claimed_at, started_at,
                                          finished_at, attempts, execution_id)
                values (7, 1, 0, 'FAILURE', 'resolve: none', now() - interval '1 h', now() - interval '1 h',
                        now() - interval '1 h', now() - interval '30 min', 1, 70)
                """);
        database.sql("insert into task_module (task_id, position, path, start_address, end_address, build_id, outcome,"
                + " arrival) values (7, 0, '/usr/bin/jam', 0, 1, '" + BUILD_ID + "', 'not-found', 1)");
        reruns = TestDatabase.inject(new TaskReruns(), "entities", database.entities());
        TestDatabase.inject(reruns, "queued", queued);
    }

    private void index(int kind, String indexedAt) {
        database.sql(
                """
                insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch,
                                            indexed_at)
                values ('/jam.rpm', 1, now(), '\\x00', 'jam', 0, '1', '1', 'x86_64', %s)
                """
                        .formatted(indexedAt));
        database.sql(
                "insert into package_build_id select id, %d, decode('%s', 'hex'), '/usr/bin/jam' from binary_package"
                        .formatted(kind, BUILD_ID));
    }

    private List<Long> rerun() {
        return database.transaction(reruns::rerun);
    }

    @Test
    void isQueuedAgainWhenItsPackageCame() {
        index(0, "now()");
        assertThat(rerun()).containsExactly(7L);
        assertThat(queued.fired()).containsExactly(new TaskQueued(7));
        Object[] row = (Object[]) database.entities()
                .createNativeQuery("select state, attempts, failure, execution_id, finished_at, started_at is not null"
                        + " from retrace_task")
                .getSingleResult();
        assertThat(row).containsExactly("QUEUED", 0, null, null, null, true);
        assertThat(rerun()).isEmpty();
    }

    @Test
    void staysAsItIsWhenNothingCame() {
        assertThat(rerun()).isEmpty();
        assertThat(queued.fired()).isEmpty();
    }

    @Test
    void isNotTriedAgainForWhatWasThereBefore() {
        index(0, "now() - interval '2 h'");
        assertThat(rerun()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash_removed = true",
                "cancelled = true",
                "state = 'SUCCESS', complete = true",
                "state = 'RUNNING'",
                "state = 'QUEUED'"
            })
    void isNotTriedAgainWhenItCannotOrNeedNot(String change) {
        index(0, "now()");
        database.sql("update retrace_task set " + change);
        assertThat(rerun()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'FAILURE', cancelled = true", "state = 'SUCCESS', complete = true"})
    void isTriedAgainAtSomebodysWordWhateverItsEndWas(String end) {
        database.sql("update retrace_task set not_before = null, " + end);
        assertThat(database.transaction(() -> reruns.rerun(7))).isTrue();
        assertThat(queued.fired()).containsExactly(new TaskQueued(7));
        assertThat(count("state = 'QUEUED' and not cancelled and execution_id is null and failure is null"))
                .isEqualTo(1);
        assertThat(database.transaction(() -> reruns.rerun(7))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'RUNNING'", "state = 'QUEUED'", "crash_removed = true"})
    void isNotTriedAgainAtAnybodysWordWhenItCannot(String change) {
        database.sql("update retrace_task set " + change);
        assertThat(database.transaction(() -> reruns.rerun(7))).isFalse();
        assertThat(queued.fired()).isEmpty();
    }

    @Test
    void restsUntilTheServerThatRanItHasLearntThatItWasCancelled() {
        database.sql("update retrace_task set cancelled = true, not_before = now() + interval '10 s'");
        assertThat(database.transaction(() -> reruns.rerun(7))).isTrue();
        assertThat(count("not_before > now()")).isEqualTo(1);
    }

    private int count(String condition) {
        return ((Number) database.entities()
                        .createNativeQuery("select count(*) from retrace_task where " + condition)
                        .getSingleResult())
                .intValue();
    }

    @ParameterizedTest
    @CsvSource({
        "not-found, 0, true",
        "not-found, 1, false",
        "not-found, 2, true",
        "without-debuginfo, 1, true",
        "without-debuginfo, 0, false",
        "found, 1, false"
    })
    void isTriedAgainForWhatItLacked(String outcome, int kind, boolean again) {
        database.sql("update task_module set outcome = '" + outcome + "'");
        database.sql("update retrace_task set state = 'SUCCESS', complete = false, failure = null");
        index(kind, "now()");
        assertThat(rerun()).hasSize(again ? 1 : 0);
    }

    @Test
    void isTriedAgainForWhatCameAfterItLookedThoughItWasTakenUpAgainLater() {
        index(0, "now() - interval '20 min'");
        database.sql("update retrace_task set claimed_at = now() - interval '10 min'");
        assertThat(rerun()).isEmpty();
        database.sql("insert into task_step_run (task_id, step, owner, started_at)"
                + " values (7, 'RESOLVE', 'here', now() - interval '1 h')");
        assertThat(rerun()).containsExactly(7L);
    }

    @Test
    void isTriedAgainWhenAPackageWithoutLinksHasAFileAtThePath() {
        index(1, "now()");
        database.sql("delete from package_build_id");
        assertThat(rerun()).isEmpty();
        database.sql("insert into package_file select id, '/usr/bin/jam' from binary_package");
        assertThat(rerun()).containsExactly(7L);
    }

    @Test
    void restsBetweenTriesWhilePackagesCome() {
        index(0, "now()");
        database.sql("insert into sync_run (release, begun_by, state, owner, lease_until, started_at)"
                + " values ('crumb-1-x86_64', 'TIMER', 'RUNNING', 'here', now(), now())");
        database.sql("update retrace_task set finished_at = now() - interval '10 s'");
        assertThat(rerun()).isEmpty();
        database.sql("update sync_run set state = 'DONE'");
        assertThat(rerun()).containsExactly(7L);
    }
}
