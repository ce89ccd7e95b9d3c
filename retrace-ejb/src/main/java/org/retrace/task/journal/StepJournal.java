// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.journal;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrace.settings.NodeIdentity;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;

/** The runs of steps in the database. */
@Stateless
public class StepJournal {

    /** Most runs that are read of one task; only shutdowns can make more. */
    public static final int MOST_RUNS = 200;

    /** Longest reason that is kept. */
    private static final int MOST_CHARACTERS = 500;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private NodeIdentity identity;

    @Inject
    private TaskProgress progress;

    /**
     * The task enters a step here: whatever run of it has no end yet was cut off.
     *
     * @throws org.retrace.task.ClaimLostException if somebody else runs the task by now; then nothing is written
     */
    public void began(long taskId, TaskStep step) throws IOException {
        progress.entered(taskId, step);
        open(taskId).forEach(run -> run.end(RunOutcome.CUT_OFF, "its server ended without a word", null));
        entities.persist(new StepRun(taskId, step, identity.owner(), Instant.now()));
    }

    /**
     * The step that began here last ends; nothing happens when somebody else runs the task by now.
     *
     * @param reason why it was cut off; null when it was not
     */
    public void ended(long taskId, RunOutcome outcome, @Nullable String reason) {
        entities.createQuery(
                        "select r from StepRun r where r.taskId = :task and r.outcome is null and r.owner = :owner",
                        StepRun.class)
                .setParameter("task", taskId)
                .setParameter("owner", identity.owner())
                .getResultList()
                .forEach(run -> run.end(outcome, brief(reason), Instant.now()));
    }

    /** The last runs of a task's steps, in the order in which they began. */
    public List<StepRun> of(long taskId) {
        var newestFirst = entities.createQuery(
                        "select r from StepRun r where r.taskId = :task order by r.id desc", StepRun.class)
                .setParameter("task", taskId)
                .setMaxResults(MOST_RUNS)
                .getResultList();
        var runs = new ArrayList<>(newestFirst);
        Collections.reverse(runs);
        return runs;
    }

    private List<StepRun> open(long taskId) {
        return entities.createQuery(
                        "select r from StepRun r where r.taskId = :task and r.outcome is null", StepRun.class)
                .setParameter("task", taskId)
                .getResultList();
    }

    private static @Nullable String brief(@Nullable String reason) {
        return reason == null
                ? null
                : reason.substring(0, Math.min(MOST_CHARACTERS, reason.length()))
                        .replace('\0', '?');
    }
}
