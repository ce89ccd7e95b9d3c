// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.OptionalLong;
import org.retrace.task.RetraceTask;
import org.retrace.task.order.OrderOutcome;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/** What is answered of one task. */
@ApplicationScoped
public class TaskAnswers {

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskQueue queue;

    TaskEntry entry(RetraceTask task, String password) {
        OptionalLong ahead = OptionalLong.of(queue.ahead(task));
        return TaskEntry.of(task, new TaskEntry.About(owners.names(List.of(task)), ahead, password));
    }

    /** The task with its tag. */
    Response.ResponseBuilder of(RetraceTask task) {
        TaskEntry entry = entry(task, "");
        return Response.ok(entry).tag(TaskTag.of(task, entry));
    }

    /** The task after an order, or why there was none. */
    Response of(OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Done done) {
            return of(done.task()).build();
        }
        if (outcome instanceof OrderOutcome.NotNow notNow) {
            return Problem.of(ProblemType.CONFLICT, notNow.reason());
        }
        if (outcome instanceof OrderOutcome.Changed) {
            return Problem.of(ProblemType.CHANGED, "Somebody changed the task meanwhile; read it again");
        }
        return outcome instanceof OrderOutcome.Invalid invalid
                ? Problem.of(ProblemType.INVALID, "The change is not one that a task can keep", invalid.errors())
                : noTask();
    }

    /** The same for one that there is not, and for one that somebody may not see. */
    static Response noTask() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such task; GET /api/v1/tasks lists those that you see");
    }
}
