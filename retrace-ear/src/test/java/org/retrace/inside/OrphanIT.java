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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.retrace.settings.NodeIdentity;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.task.orphan.TaskBooks;
import org.retrace.task.orphan.TaskOrphans;

/** What killed servers left is removed, and nothing that somebody may still be at work on. */
@ArquillianTest
class OrphanIT {

    private static final Duration OLD = Duration.ofMinutes(11);

    private static final String BOOT = "_00000000-0000-0000-0000-000000000000-x";

    @Inject
    private TaskOrphans orphans;

    @Inject
    private TaskBooks books;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStore tasks;

    @Inject
    private NodeIdentity identity;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return InsideServer.application(OrphanIT.class);
    }

    @AfterEach
    void forgetTheTasks() throws Exception {
        transaction.begin();
        entities.createNativeQuery("delete from retrace_task where id > 700000000")
                .executeUpdate();
        transaction.commit();
    }

    @Test
    void removesDirectoriesWithoutATaskOnceNobodyCanBeAtWorkOnThem() throws Exception {
        Path old = directory("700000001", OLD);
        Path young = directory("700000002", Duration.ofMinutes(9));

        assertEquals(Map.of("directories without a task", 1), orphans.remove());
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young));
        Files.delete(young);
    }

    @Test
    void removesAtOnceWhatAnEarlierBootTookInAndHadNoTimeToMakeATaskOf() throws Exception {
        String earlier = identity.node() + BOOT;
        Path ours = received("700000006", identity.mark());
        Path cutOff = received("700000007", earlier);
        Path elsewhere = received("700000008", "elsewhere" + BOOT);
        Path task = received("700000009", earlier);
        insert(700000009, "'SUCCESS', now()");

        assertEquals(Map.of("directories without a task", 1), orphans.remove());
        assertFalse(Files.exists(cutOff));
        for (Path left : List.of(ours, elsewhere, task)) {
            assertTrue(Files.exists(left));
            Files.delete(left.resolve("receiver"));
            Files.delete(left);
        }
    }

    @Test
    void removesUploadsOfEarlierBootsAtOnceAndOthersAfterADay() throws Exception {
        Path earlier = directory(".incoming-" + identity.node() + BOOT, Duration.ZERO);
        Path elsewhere = directory(".incoming-elsewhere" + BOOT, Duration.ofHours(23));
        Path abandoned = directory(".incoming-nowhere" + BOOT, Duration.ofHours(25));
        Path ours = directory(".incoming-" + identity.mark() + "x", Duration.ofHours(1));

        assertEquals(Map.of("uploads that were not finished", 2), orphans.remove());
        assertFalse(Files.exists(earlier));
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(elsewhere));
        assertTrue(Files.exists(ours));
        Files.delete(elsewhere);
        Files.delete(ours);
    }

    @Test
    void removesTasksThatEndedAndHaveNoDirectoryButNoneThatWait() throws Exception {
        insert(700000003, "'SUCCESS', now() - interval '11 min'");
        insert(700000004, "'SUCCESS', now() - interval '9 min'");

        assertEquals(Map.of("tasks without a directory", 1), orphans.remove());
        assertTrue(tasks.find(700000003).isEmpty());
        assertTrue(tasks.find(700000004).isPresent());
    }

    @Test
    void removesNothingWhileSaveDirIsAnotherOne() throws Exception {
        Path old = directory("700000005", OLD);
        Path mark = files.saveDir().resolve(".installation");
        Path away = files.saveDir().resolve(".away");
        Files.move(mark, away);
        try {
            assertEquals(Map.of(), orphans.remove());
            assertTrue(Files.exists(old));
        } finally {
            Files.move(away, mark);
        }
        orphans.remove();
        assertFalse(Files.exists(old));
    }

    @Test
    void removesNoTaskWhenSaveDirGoesAwayWhileItLooks() throws Exception {
        insert(700000010, "'SUCCESS', now() - interval '11 min'");
        Path mark = files.saveDir().resolve(".installation");
        Path away = files.saveDir().resolve(".away");
        try {
            assertEquals(0, books.removeWithout(id -> existsOnceMoved(mark, away), Instant.now()));
        } finally {
            Files.move(away, mark);
        }
        assertTrue(tasks.find(700000010).isPresent());
    }

    /** Takes the mark away, as an unmounting takes all of SaveDir away. */
    private static boolean existsOnceMoved(Path mark, Path away) {
        try {
            if (Files.notExists(away)) {
                Files.move(mark, away);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.exists(mark);
    }

    private Path directory(String name, Duration age) throws IOException {
        Path directory = Files.createDirectory(files.saveDir().resolve(name));
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(age)));
        return directory;
    }

    private Path received(String name, String receiver) throws IOException {
        Path directory = directory(name, Duration.ZERO);
        Files.writeString(directory.resolve("receiver"), receiver);
        return directory;
    }

    private void insert(long id, String stateAndEnd) throws Exception {
        transaction.begin();
        tasks.issue(id);
        entities.createNativeQuery(
                        "insert into retrace_task (id, arrival, type, created_at, state, finished_at) values (" + id
                                + ", " + id + ", 0, now(), " + stateAndEnd + ")")
                .executeUpdate();
        transaction.commit();
    }
}
