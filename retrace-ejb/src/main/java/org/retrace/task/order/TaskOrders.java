// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.retrace.account.People;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskEnded;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskRemoval;
import org.retrace.task.intake.IntakeOutcome;
import org.retrace.task.intake.TaskIntake;
import org.retrace.task.intake.UploadRequest;
import org.retrace.task.intake.UploadRoom;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskListStore;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.queue.TaskClaims;
import org.retrace.task.queue.TaskQueued;
import org.retrace.task.queue.TaskReruns;
import org.retrace.task.queue.TaskWithdrawn;

/**
 * Tasks at the word of people: whoever a task is of, and everybody who sees all, may drive it. Each order is decided
 * under the row's lock, so that it and a claim, an end or another order come one after the other.
 */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskOrders {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskListStore lists;

    @Inject
    private TaskIntake intake;

    @Inject
    private TaskClaims claims;

    @Inject
    private TaskReruns reruns;

    @Inject
    private TaskDeletion deletion;

    @Inject
    private TaskRemoval removal;

    @Inject
    private TaskFiles files;

    @Inject
    private People people;

    @Inject
    private AuditLog audit;

    @Inject
    private Event<TaskQueued> queued;

    @Inject
    private Event<TaskWithdrawn> withdrawn;

    @Inject
    private Event<TaskEnded> ended;

    /**
     * The newest tasks under a filter that whoever asks may see, newest first.
     *
     * @param beforeArrival only tasks that arrived before the one with this {@link RetraceTask#getArrival() arrival}
     * @param limit most tasks
     */
    public List<RetraceTask> page(TaskFilter filter, OptionalLong beforeArrival, int limit) {
        OptionalLong only = owners.onlyOf();
        if (only.isEmpty()) {
            return lists.page(filter, beforeArrival, limit);
        }
        boolean ofOthers = filter.owner().isPresent() && !filter.owner().equals(only);
        return ofOthers ? List.of() : lists.page(filter.of(only.getAsLong()), beforeArrival, limit);
    }

    /**
     * Takes an upload in as whoever asks; see {@link TaskIntake#accept}.
     *
     * @throws IOException when the client leaves or our disk fails; nothing is left then
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public IntakeOutcome upload(UploadRequest request, UploadRoom.Promise promise, InputStream body)
            throws IOException {
        return intake.accept(request.of(people.me().getId()), promise, body);
    }

    /**
     * Changes what people note on a task.
     *
     * @param isKnown whether whoever asks has read this {@linkplain TaskNotes#version version} of it
     */
    public OrderOutcome change(long id, Predicate<String> isKnown, TaskChange change) {
        Optional<RetraceTask> found = owners.locked(id);
        if (found.isEmpty()) {
            return new OrderOutcome.NoTask();
        }
        TaskNotes before = TaskNotes.of(found.get());
        TaskNotes after = change.on(before);
        Map<String, String> errors = after.errors();
        if (!errors.isEmpty()) {
            return new OrderOutcome.Invalid(errors);
        }
        if (!isKnown.test(before.version())) {
            return new OrderOutcome.Changed();
        }
        if (!after.equals(before)) {
            found.get().annotate(after.notes(), after.caseNumber(), after.bugs(), after.mails());
            audit.add(AuditAction.TASK_CHANGED, object(id), after.differences(before));
        }
        return new OrderOutcome.Done(found.get());
    }

    /** A task that was given back to wait for a while may be claimed at once. */
    public OrderOutcome start(long id) {
        Optional<RetraceTask> found = owners.locked(id);
        if (found.isEmpty()) {
            return new OrderOutcome.NoTask();
        }
        if (!claims.hasten(id)) {
            return notNow(found.get(), "it does not wait for a time");
        }
        audit.add(AuditAction.TASK_STARTED, object(id), "");
        queued.fire(new TaskQueued(id));
        return done(found.get());
    }

    /** A task that has ended goes back to its place in the queue, while its crash is kept. */
    public OrderOutcome restart(long id) throws IOException {
        Optional<RetraceTask> found = owners.locked(id);
        if (found.isEmpty()) {
            return new OrderOutcome.NoTask();
        }
        if (!reruns.rerun(id)) {
            return found.get().isCrashRemoved()
                    ? new OrderOutcome.NotNow("the crash is not kept any more; upload it again")
                    : notNow(found.get(), "it has not ended");
        }
        audit.add(AuditAction.TASK_RESTARTED, object(id), "");
        files.directory(id).log("queued again by " + me());
        return done(found.get());
    }

    /** A task that waits or runs ends as a failure, its crash is kept; what runs of it is stopped. */
    public OrderOutcome cancel(long id) throws IOException {
        Optional<RetraceTask> found = owners.locked(id);
        if (found.isEmpty()) {
            return new OrderOutcome.NoTask();
        }
        String reason = "cancelled by " + me();
        if (!claims.cancel(id, reason)) {
            return notNow(found.get(), "it neither waits nor runs");
        }
        audit.add(AuditAction.TASK_CANCELLED, object(id), "");
        ended.fire(new TaskEnded(id));
        withdrawn.fire(new TaskWithdrawn(id));
        files.directory(id).log("failed: " + reason);
        files.directory(id).markEnd(Instant.now());
        return done(found.get());
    }

    /**
     * All data of a task is gone when this ends.
     *
     * @return false when there is no such task, or none that whoever asks may see
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean delete(long id) throws IOException {
        if (!deletion.strike(id)) {
            return false;
        }
        removal.remove(id);
        return true;
    }

    private String me() {
        return people.me().getDisplayName().replaceAll("\\p{Cntrl}", " ");
    }

    private OrderOutcome done(RetraceTask task) {
        entities.refresh(task);
        return new OrderOutcome.Done(task);
    }

    private static OrderOutcome notNow(RetraceTask task, String reason) {
        return new OrderOutcome.NotNow(
                reason + ": the task is " + task.getState().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static String object(long id) {
        return "task " + id;
    }
}
