// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** The modules of tasks in the database. */
@Stateless
public class TaskModuleStore {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Replaces what is known of a task's modules. */
    public void replace(long taskId, List<TaskModule> modules) {
        entities.createNativeQuery("delete from task_module where task_id = :task")
                .setParameter("task", taskId)
                .executeUpdate();
        modules.forEach(module -> insert(taskId, module));
    }

    /** The modules of a task, the executable first. */
    public List<TaskModule> of(long taskId) {
        return page(taskId, -1, Integer.MAX_VALUE);
    }

    /** At most so many of them, behind a position. */
    public List<TaskModule> page(long taskId, int after, int most) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select position, path, start_address, end_address, build_id,
                               outcome, package, debuginfo, explanation
                          from task_module where task_id = :task and position > :after order by position
                        """)
                .setParameter("task", taskId)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(row -> module((Object[]) row)).toList();
    }

    private void insert(long taskId, TaskModule module) {
        TaskModule.Finding finding = module.finding();
        entities.createNativeQuery(
                        """
                        insert into task_module
                        values (:task, :position, :path, :start, :end, cast(:buildId as text), cast(:outcome as text),
                                cast(:package as text), cast(:debuginfo as text), cast(:explanation as text),
                                (select arrival from retrace_task where id = :task))
                        """)
                .setParameter("task", taskId)
                .setParameter("position", module.position())
                .setParameter("path", module.path())
                .setParameter("start", module.start())
                .setParameter("end", module.end())
                .setParameter("buildId", module.buildId())
                .setParameter("outcome", finding == null ? null : finding.outcome())
                .setParameter("package", finding == null ? null : finding.packageName())
                .setParameter("debuginfo", finding == null ? null : finding.debuginfo())
                .setParameter("explanation", finding == null ? null : finding.explanation())
                .executeUpdate();
    }

    private static TaskModule module(Object[] row) {
        TaskModule.Finding finding = row[5] == null
                ? null
                : new TaskModule.Finding((String) row[5], (String) row[6], (String) row[7], (String) row[8]);
        return new TaskModule(
                ((Number) row[0]).intValue(),
                (String) row[1],
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue(),
                (String) row[4],
                finding);
    }
}
