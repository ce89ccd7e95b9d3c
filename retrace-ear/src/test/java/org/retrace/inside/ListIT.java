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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.repository.PackageIndex;
import org.retrace.statistics.Tally;
import org.retrace.statistics.TaskStatistics;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;
import org.retrace.task.list.SignatureKey;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskListStore;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.queue.TaskQueue;
import org.retrace.task.search.Hit;
import org.retrace.task.search.Hits;
import org.retrace.task.search.TaskFunctions;
import org.retrace.task.search.TaskSearch;

/** Lists, search and figures, in the server; every test rolls its rows back. */
@ArquillianTest
class ListIT {

    private static final OptionalLong ALL = OptionalLong.empty();
    private static final String SIGNATURE = "/usr/bin/toaster:11:read_scale:main";
    private static final String BUILD_ID = "c0ffee".repeat(6) + "c0ff";

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskListStore lists;

    @Inject
    private TaskSearch search;

    @Inject
    private TaskFunctions functions;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private TaskStatistics statistics;

    @Inject
    private PackageIndex index;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return InsideServer.application(ListIT.class);
    }

    @BeforeEach
    void fourTasks() throws Exception {
        transaction.begin();
        for (long id = 2001; id <= 2004; id++) {
            tasks.issue(id);
            RetraceTask task = new RetraceTask(id, TaskType.RETRACE, Instant.now());
            task.describe("toaster-1.0-1.x86_64", "/usr/bin/toaster", "Crumb release " + id % 2);
            task.arrive(queue.nextArrival());
            tasks.add(task);
        }
        entities.flush();
        sql("update retrace_task set state = 'SUCCESS', signature = '" + SIGNATURE + "' where id = 2001");
        sql("update retrace_task set state = 'SUCCESS', complete = false where id = 2002");
        sql("update retrace_task set state = 'FAILURE', package_name = 'jam-2.0-1.x86_64' where id = 2003");
        entities.clear();
    }

    @AfterEach
    void rollBack() throws Exception {
        transaction.rollback();
    }

    @Test
    void pagesFromNewestToOldest() {
        assertEquals(List.of(2004L, 2003L), ids(TaskFilter.NONE, OptionalLong.empty(), 2));
        RetraceTask last = lists.page(TaskFilter.NONE, OptionalLong.empty(), 2).get(1);
        assertEquals(List.of(2002L, 2001L), ids(TaskFilter.NONE, OptionalLong.of(last.getArrival()), 9));
    }

    @Test
    void standsInTheDatabaseAsInTheList() {
        for (RetraceTask task : lists.page(TaskFilter.NONE, OptionalLong.empty(), 9)) {
            assertTrue(ids(TaskFilter.of(Standing.of(task))).contains(task.getId()));
        }
        assertEquals(List.of(2001L), ids(TaskFilter.of(Standing.SUCCESS)));
        assertEquals(List.of(2002L), ids(TaskFilter.of(Standing.INCOMPLETE)));
    }

    @Test
    void filtersByEachTerm() {
        functions.replace(2001, List.of("read_scale", "main"));
        modules.replace(2001, List.of(new TaskModule(0, "/usr/bin/toaster", 0, 1, BUILD_ID, null)));
        assertEquals(List.of(2003L), ids(TaskTerm.PACKAGE, "jam"));
        assertEquals(List.of(2004L, 2002L, 2001L), ids(TaskTerm.PACKAGE, "toaster-1.0-1.x86_64"));
        assertEquals(List.of(2003L, 2001L), ids(TaskTerm.RELEASE, "Crumb release 1"));
        assertEquals(List.of(2001L), ids(TaskTerm.SIGNATURE, SIGNATURE));
        assertEquals(List.of(2001L), ids(TaskTerm.SIGNATURE, SignatureKey.of(SIGNATURE)));
        assertEquals(List.of(2001L), ids(TaskTerm.FUNCTION, "main"));
        assertEquals(List.of(2001L), ids(TaskTerm.BUILD_ID, BUILD_ID));
        assertEquals(List.of(), ids(TaskTerm.FUNCTION, "mai"));
    }

    @Test
    void bringsTheSameTasksAgain() {
        assertEquals(
                List.of(2003L, 2001L),
                lists.again(List.of(2001L, 2003L, 9999L)).stream()
                        .map(RetraceTask::getId)
                        .toList());
    }

    @Test
    void namesEachReleaseOnce() {
        assertEquals(List.of("Crumb release 0", "Crumb release 1"), lists.releases(9));
        assertEquals(List.of("Crumb release 0"), lists.releases(1));
    }

    @Test
    void findsNamesByTheirBeginning() {
        functions.replace(2001, List.of("read_scale", "main"));
        modules.replace(2001, List.of(new TaskModule(0, "/usr/bin/toaster", 0, 1, BUILD_ID, null)));
        assertEquals(
                new Hits(List.of(new Hit("read_scale", "toaster-1.0-1.x86_64", 1)), false),
                search.functions("read", ALL));
        assertEquals(new Hits(List.of(new Hit("toaster", "", 3)), false), search.packages("toast", ALL));
        assertEquals(new Hits(List.of(new Hit("jam-2.0-1.x86_64", "", 1)), false), search.packages("jam-2", ALL));
        assertEquals(new Hits(List.of(new Hit(SIGNATURE, "", 1)), false), search.signatures("/usr/bin/t", ALL));
        assertEquals(
                new Hits(List.of(new Hit(BUILD_ID, "/usr/bin/toaster", 1)), false), search.buildIds("c0ffee", ALL));
        assertEquals(Hits.NONE, search.functions("eviscerate", ALL));
    }

    @Test
    void findsALongSignatureByAllOfIt() {
        String signature = "/usr/bin/toaster:11:" + "very_long_name:".repeat(100);
        sql("update retrace_task set signature = '" + signature + "' where id = 2002");
        assertEquals(new Hits(List.of(new Hit(signature, "", 1)), false), search.signatures(signature, ALL));
        assertEquals(Hits.NONE, search.signatures(signature + "x", ALL));
    }

    @Test
    void keepsFunctionsOnceBoundedAndOnlyWithTheirTask() {
        List<String> many = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> "function_" + i + "_" + "x".repeat(1000))
                .toList();
        functions.replace(2001, many);
        functions.replace(2001, many);
        assertEquals(TaskFunctions.MOST, number("select count(*) from task_function"));
        assertEquals(TaskFunctions.MAX_CHARS, number("select max(length(function)) from task_function"));
        functions.replace(2001, List.of());
        assertEquals(0, number("select count(*) from task_function"));
        functions.replace(2001, List.of("main"));
        sql("delete from retrace_task where id = 2001");
        assertEquals(0, number("select count(*) from task_function"));
    }

    @Test
    void saysWhatTheOverviewAsks() {
        assertTrue(queue.waitingSince().isPresent());
        sql("insert into task_statistics select id, type, state, complete, package_name, os_release, created_at, null,"
                + " now(), 1, 0 from retrace_task where id <= 2003");
        assertEquals(new Tally(1, 1, 1), statistics.since(Instant.now().minusSeconds(60)));
        assertEquals(new Tally(0, 0, 0), statistics.since(Instant.now().plusSeconds(60)));
        sql("delete from retrace_task");
        assertEquals(Optional.empty(), queue.waitingSince());
    }

    @Test
    void knowsThatAPackageIsIndexed() {
        sql("insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch)"
                + " values ('/r/a.rpm', 1, now(), '\\x00', 'toaster', 0, '1', '1', 'x86_64')");
        assertFalse(index.isEmpty());
        assertEquals(
                new Hits(List.of(new Hit("toaster", "1 in the index", 3)), false), search.packages("toaster", ALL));
    }

    private List<Long> ids(TaskFilter filter, OptionalLong before, int limit) {
        return lists.page(filter, before, limit).stream()
                .map(RetraceTask::getId)
                .toList();
    }

    private List<Long> ids(TaskFilter filter) {
        return ids(filter, OptionalLong.empty(), 9);
    }

    private List<Long> ids(TaskTerm term, String text) {
        return ids(new TaskFilter(Optional.empty(), Map.of(term, text), Optional.empty(), Optional.empty()));
    }

    private int number(String query) {
        return ((Number) entities.createNativeQuery(query).getSingleResult()).intValue();
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }
}
