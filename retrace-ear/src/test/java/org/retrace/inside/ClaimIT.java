// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskClaim;
import org.retrace.task.TaskClaims;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;

/**
 * Migrations and claims, in the server and in transactions. Every test rolls its rows back, so that the server's own
 * claimer never sees them.
 */
@ArquillianTest
class ClaimIT {

    private static final int MANY = 1000;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskClaims claims;

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
    void claimsInOrderOfArrivalAndNoMoreThanAllowed() throws Exception {
        transaction.begin();
        try {
            add(1003);
            add(1002);
            assertEquals(1003, claims.claimNext(2).orElseThrow().taskId());
            TaskClaim second = claims.claimNext(2).orElseThrow();
            assertEquals(1002, second.taskId());
            assertEquals(1, second.attempts());
            add(1004);
            assertTrue(claims.claimNext(2).isEmpty());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void givesNoRowToTwoTransactionsAtOnce() throws Exception {
        transaction.begin();
        try {
            add(1005);
            assertTrue(claims.claimNext(MANY).isPresent());
            Optional<TaskClaim> other =
                    CompletableFuture.supplyAsync(() -> claims.claimNext(MANY)).get(10, TimeUnit.SECONDS);
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
            claims.claimNext(MANY);
            entities.createNativeQuery("update retrace_task set claimed_by = 'inside/earlier' where id = 1006")
                    .executeUpdate();
            assertTrue(claims.claimNext(MANY).isEmpty());
            assertEquals(1, claims.releaseEarlierBoots());
            TaskClaim again = claims.claimNext(MANY).orElseThrow();
            assertEquals(1006, again.taskId());
            assertEquals(2, again.attempts());
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void countsNoAttemptForATaskThatIsGivenBack() throws Exception {
        transaction.begin();
        try {
            add(1007);
            claims.claimNext(MANY);
            claims.giveBack(1007);
            assertEquals(1, claims.claimNext(MANY).orElseThrow().attempts());
        } finally {
            transaction.rollback();
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

    @Test
    void pagesFromNewestToOldest() throws Exception {
        transaction.begin();
        try {
            add(1009);
            add(1010);
            entities.flush();
            entities.clear();
            List<RetraceTask> newest = tasks.newest(1, java.util.OptionalLong.empty());
            assertEquals(1010, newest.get(0).getId());
            List<RetraceTask> older =
                    tasks.newest(1, java.util.OptionalLong.of(newest.get(0).getArrival()));
            assertEquals(1009, older.get(0).getId());
        } finally {
            transaction.rollback();
        }
    }

    private void add(long id) {
        tasks.issue(id);
        RetraceTask task = new RetraceTask(id, TaskType.RETRACE, Instant.now());
        task.describe("toaster-1.0-1.x86_64", "/usr/bin/toaster", null);
        tasks.add(task);
        entities.flush();
    }
}
