// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.schema.TestDatabase;
import org.retrace.settings.NodeIdentity;

/** The end of a task at somebody's word, and the end of its rest. */
class CancelTest {

    private static TestDatabase database;

    private final NodeIdentity identity = new NodeIdentity("here");
    private TaskClaims claims;

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
    void aTaskThatWaits() throws Exception {
        database.sql("delete from retrace_task");
        database.sql(
                "insert into retrace_task (id, arrival, type, state, created_at) values (7, 1, 0, 'QUEUED', now())");
        claims = TestDatabase.inject(new TaskClaims(), "entities", database.entities());
        TestDatabase.inject(claims, "identity", identity);
    }

    private boolean cancel() {
        return database.transaction(() -> claims.cancel(7, "cancelled by ann"));
    }

    private boolean is(String condition) {
        return (Boolean) database.entities()
                .createNativeQuery("select " + condition + " from retrace_task where id = 7")
                .getSingleResult();
    }

    private void runsAt(String owner) {
        database.sql("update retrace_task set state = 'RUNNING', lease_until = now() + interval '60 s', claimed_by = '"
                + owner + "'");
    }

    @Test
    void whatWaitsEndsAsAFailureOnce() {
        assertThat(cancel()).isTrue();

        assertThat(is("state = 'FAILURE' and failure = 'cancelled by ann' and cancelled and finished_at is not null"))
                .isTrue();
        assertThat(cancel()).isFalse();
    }

    @Test
    void whatRunsHereMayBeTriedAgainAtOnce() {
        runsAt(identity.owner());

        assertThat(cancel()).isTrue();

        assertThat(is("claimed_by is null and lease_until is null and not_before is null"))
                .isTrue();
        assertThat(database.transaction(() -> claims.renew(java.util.List.of(7L))))
                .isEmpty();
    }

    @Test
    void whatRunsElsewhereRestsUntilThatServerHasLearntOfIt() {
        runsAt("there/boot");

        assertThat(cancel()).isTrue();

        assertThat(is("claimed_by is null and not_before between now() + interval '10 s' and now() + interval '30 s'"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAILURE"})
    void whatHasEndedStaysAsItIs(String state) {
        database.sql("update retrace_task set failure = 'its own', state = '" + state + "'");

        assertThat(cancel()).isFalse();

        assertThat(is("failure = 'its own' and not cancelled and state = '" + state + "'"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, now() + interval '1 min', true",
        "QUEUED, now() - interval '1 min', false",
        "QUEUED, null, false",
        "RUNNING, now() + interval '1 min', false",
        "FAILURE, now() + interval '1 min', false"
    })
    void onlyWhatRestsIsHastened(String state, String notBefore, boolean hastened) {
        database.sql("update retrace_task set state = '" + state + "', not_before = " + notBefore);

        assertThat(database.transaction(() -> claims.hasten(7))).isEqualTo(hastened);

        assertThat(is("not_before is null")).isEqualTo(hastened || notBefore.equals("null"));
    }
}
