// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.task.RetraceTask;
import org.retrace.task.journal.StepRun;
import org.retrace.task.list.Standing;

/** What there is to tell of tasks that are followed, by whomever: two queries for all of them. */
@Stateless
public class TaskNewsStore {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * How tasks stand now; those that are gone are left out.
     *
     * @param fromRun the first run of a step that is asked for
     */
    public List<TaskNews> of(Set<Long> tasks, long fromRun) {
        // the state first: whoever is told of a task's end has been told of all steps
        List<RetraceTask> found = entities.createQuery(
                        "select t from RetraceTask t where t.id in :tasks", RetraceTask.class)
                .setParameter("tasks", tasks)
                .getResultList();
        Map<Long, List<StepNews>> runs = entities.createQuery(
                        "select r from StepRun r where r.taskId in :tasks and r.id >= :from order by r.id",
                        StepRun.class)
                .setParameter("tasks", tasks)
                .setParameter("from", fromRun)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        StepRun::getTaskId, Collectors.mapping(StepNews::of, Collectors.toList())));
        return found.stream()
                .map(task -> of(task, runs.getOrDefault(task.getId(), List.of())))
                .toList();
    }

    private static TaskNews of(RetraceTask task, List<StepNews> runs) {
        return new TaskNews(
                task.getId(),
                Standing.of(task),
                Optional.ofNullable(task.getFinishedAt()),
                Optional.ofNullable(task.getFailure()),
                runs);
    }
}
