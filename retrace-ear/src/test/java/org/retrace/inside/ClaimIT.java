// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaim;
import org.retrace.task.queue.TaskClaims;
import org.retrace.task.queue.TaskQueue;

/**
 * Migrations and claims, in the server and in transactions. Every test rolls its rows back, so that the server's own
 * claimer never sees them.
 */
@ArquillianTest
class ClaimIT {

    private static final List<Long> NONE = List.of();

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskClaims claims;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskProgress progress;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/RetraceDS")
    private DataSource dataSource;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return InsideServer.application(ClaimIT.class);
    }

    @Test
    void appliedEveryMigrationOnceAndNoneTwice() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*), count(distinct version), bool_and(success) from schema_history")) {
            assertTrue(row.next());
            assertEquals(row.getInt(1), row.getInt(2));
            assertTrue(row.getInt(1) >= 2);
            assertTrue(row.getBoolean(3));
        }
    }

    @Test
    void mapsTasksAsTheSchemaHasThem() throws Exception {
        transaction.begin();
        try {
            add(1001);
            entities.flush();
            entities.clear();
            RetraceTask task = tasks.find(1001).orElseThrow();
            assertEquals(TaskState.QUEUED, task.getState());
            assertEquals("toaster-1.0-1.x86_64", task.getPackageName());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void claimsInOrderOfArrival() throws Exception {
        transaction.begin();
        try {
            add(1003);
            add(1002);
            assertEquals(1003, claims.claimNext(NONE).orElseThrow().taskId());
            TaskClaim second = claims.claimNext(NONE).orElseThrow();
            assertEquals(1002, second.taskId());
            assertEquals(1, second.attempts());
            assertTrue(claims.claimNext(NONE).isEmpty());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void neverClaimsAgainWhatRunsHereWhateverItsLeaseSays() throws Exception {
        transaction.begin();
        try {
            add(1011);
            claims.claimNext(NONE);
            sql("update retrace_task set lease_until = null where id = 1011");
            assertTrue(claims.claimNext(List.of(1011L)).isEmpty());
            assertEquals(1011, claims.claimNext(NONE).orElseThrow().taskId());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void cutsALeaseThatNoClockCanHaveGiven() throws Exception {
        transaction.begin();
        try {
            add(1012);
            claims.claimNext(NONE);
            sql("update retrace_task set lease_until = 'infinity', claimed_by = 'nobody' where id = 1012");
            assertTrue(claims.renew(List.of(1012L)).isEmpty());
            Object cut = entities.createNativeQuery(
                            "select lease_until <= clock_timestamp() + interval '60 s' from retrace_task where id = 1012")
                    .getSingleResult();
            assertEquals(true, cut);
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void renewsOnlyWhatLivesAndSaysWhatIsStillOurs() throws Exception {
        transaction.begin();
        try {
            add(1013);
            add(1014);
            claims.claimNext(NONE);
            claims.claimNext(NONE);
            sql("update retrace_task set claimed_by = 'other/boot' where id = 1014");
            assertEquals(Set.of(1013L), claims.renew(List.of(1013L, 1014L)));
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void believesNoWordOfAServerThatLostItsClaim() throws Exception {
        transaction.begin();
        try {
            add(1015);
            claims.claimNext(NONE);
            sql("update retrace_task set claimed_by = 'other/boot' where id = 1015");
            entities.clear();
            Exception refused = assertThrows(Exception.class, () -> progress.finish(1015));
            assertEquals(
                    "org.retrace.task.ClaimLostException", refused.getClass().getName());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void booksTheEndOfATaskOnce() throws Exception {
        transaction.begin();
        try {
            add(1016);
            claims.claimNext(NONE);
            entities.clear();
            progress.finish(1016);
            assertThrows(Exception.class, () -> progress.finish(1016));
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void endsATaskThatTheBooksHaveAlready() throws Exception {
        transaction.begin();
        try {
            add(1024);
            sql(
                    "insert into task_statistics select id, type, 'FAILURE', complete, null, null, created_at, null, now(), 1, 0"
                            + " from retrace_task where id = 1024");
            claims.claimNext(NONE);
            entities.clear();
            progress.finish(1024);
            entities.flush();
            assertEquals(TaskState.SUCCESS, tasks.find(1024).orElseThrow().getState());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void knowsHowManyWaitAheadWithGivenBackTasksAmongThem() throws Exception {
        transaction.begin();
        try {
            add(1017);
            add(1018);
            add(1019);
            add(1020);
            claims.claimNext(NONE);
            claims.claimNext(NONE);
            claims.giveBack(1017, GiveBack.OUTAGE);
            entities.clear();
            assertEquals(0, queue.ahead(tasks.find(1017).orElseThrow()));
            assertEquals(1, queue.ahead(tasks.find(1019).orElseThrow()));
            assertEquals(2, queue.ahead(tasks.find(1020).orElseThrow()));
            assertEquals(3, queue.waiting());
            assertEquals(1, queue.running());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void givesNoRowToTwoTransactionsAtOnce() throws Exception {
        transaction.begin();
        try {
            add(1005);
            assertTrue(claims.claimNext(NONE).isPresent());
            Optional<TaskClaim> other =
                    CompletableFuture.supplyAsync(() -> claims.claimNext(NONE)).get(10, TimeUnit.SECONDS);
            assertTrue(other.isEmpty());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void claimsAgainWhatAnEndedLeaseLeftAndCountsIt() throws Exception {
        transaction.begin();
        try {
            add(1006);
            claims.claimNext(NONE);
            entities.createNativeQuery("update retrace_task set claimed_by = 'inside/earlier' where id = 1006")
                    .executeUpdate();
            assertTrue(claims.claimNext(NONE).isEmpty());
            assertEquals(1, claims.releaseEarlierBoots());
            TaskClaim again = claims.claimNext(NONE).orElseThrow();
            assertEquals(1006, again.taskId());
            assertEquals(2, again.attempts());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void countsNoAttemptForATaskThatIsGivenBackAtAShutdown() throws Exception {
        transaction.begin();
        try {
            add(1007);
            claims.claimNext(NONE);
            claims.giveBack(1007, GiveBack.SHUTDOWN);
            assertEquals(1, claims.claimNext(NONE).orElseThrow().attempts());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void letsATaskRestAfterTroubleAndCountsIt() throws Exception {
        transaction.begin();
        try {
            add(1021);
            claims.claimNext(NONE);
            claims.giveBack(1021, GiveBack.OUTAGE);
            assertTrue(claims.claimNext(NONE).isEmpty());
            sql("update retrace_task set not_before = clock_timestamp() - interval '1 s' where id = 1021");
            TaskClaim again = claims.claimNext(NONE).orElseThrow();
            assertEquals(1, again.attempts());
            assertEquals(1, again.interruptions());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void letsATaskRestTheLongerTheMoreOftenTroubleCutItOff() throws Exception {
        Map<Integer, Integer> seconds =
                Map.of(0, 5, 3, 5, 4, 10, 5, 20, 8, 160, 9, 300, 20, 300, Integer.MAX_VALUE, 300);
        for (int before : seconds.keySet()) {
            assertEquals(seconds.get(before), rest(before, GiveBack.OUTAGE));
            assertEquals(10, rest(before, GiveBack.FAILURE));
            assertEquals(0, rest(before, GiveBack.SHUTDOWN));
        }
    }

    private int rest(int interruptions, GiveBack reason) throws Exception {
        transaction.begin();
        try {
            add(1025);
            claims.claimNext(NONE);
            sql("update retrace_task set interruptions = " + interruptions + " where id = 1025");
            claims.giveBack(1025, reason);
            Object rest = entities.createNativeQuery(
                            "select cast(extract(epoch from not_before - clock_timestamp()) as integer) from retrace_task"
                                    + " where id = 1025")
                    .getSingleResult();
            return ((Number) rest).intValue();
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void letsNoTaskRestUntilATimeThatNoClockCanHaveGiven() throws Exception {
        transaction.begin();
        try {
            add(1022);
            claims.claimNext(NONE);
            claims.giveBack(1022, GiveBack.FAILURE);
            assertTrue(claims.claimNext(NONE).isEmpty());
            sql("update retrace_task set not_before = clock_timestamp() + interval '1 h' where id = 1022");
            assertEquals(1022, claims.claimNext(NONE).orElseThrow().taskId());
        } finally {
            transaction.rollback();
        }
    }

    /** Whoever edits a row by hand stops no other: a claim or a return that fails would be tried again for ever. */
    @Test
    void bearsNumbersThatNobodyCanHaveCounted() throws Exception {
        for (String absurd : List.of(
                "attempts = 2147483647, interruptions = 2147483647, run_millis = 9223372036854775807",
                "attempts = -2147483648, interruptions = -2147483648, run_millis = -9223372036854775808",
                "claimed_at = '-infinity'",
                "claimed_at = 'infinity'",
                "claimed_at = '4713-01-01 BC'")) {
            transaction.begin();
            try {
                add(1023);
                sql("update retrace_task set " + absurd + " where id = 1023");
                TaskClaim claim = claims.claimNext(NONE).orElseThrow();
                assertTrue(claim.attempts() > 0);
                assertTrue(claim.ran().toNanos() >= 0);
                sql("update retrace_task set " + absurd + " where id = 1023");
                claims.giveBack(1023, GiveBack.OUTAGE);
                sql("update retrace_task set not_before = null where id = 1023");
                assertTrue(claims.claimNext(NONE).orElseThrow().interruptions() > 0);
            } finally {
                transaction.rollback();
            }
        }
    }

    @Test
    void givesAnIdOnlyOnce() throws Exception {
        transaction.begin();
        try {
            assertTrue(tasks.issue(1008));
            assertFalse(tasks.issue(1008));
        } finally {
            transaction.rollback();
        }
    }

    private void add(long id) {
        tasks.issue(id);
        RetraceTask task = new RetraceTask(id, TaskType.RETRACE, Instant.now());
        task.describe("toaster-1.0-1.x86_64", "/usr/bin/toaster", null);
        task.arrive(queue.nextArrival());
        tasks.add(task);
        entities.flush();
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }
}
