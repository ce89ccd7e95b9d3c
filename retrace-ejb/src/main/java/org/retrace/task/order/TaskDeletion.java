// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.task.TaskStore;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.queue.TaskWithdrawn;

/** The row's part of a deletion: a transaction of its own, before the files go. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskDeletion {

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskStore tasks;

    @Inject
    private AuditLog audit;

    @Inject
    private Event<TaskWithdrawn> withdrawn;

    /** False when there is no such task, or none that whoever asks may see. */
    public boolean strike(long id) {
        if (owners.locked(id).isEmpty()) {
            return false;
        }
        audit.add(AuditAction.TASK_DELETED, "task " + id, "");
        tasks.remove(id);
        withdrawn.fire(new TaskWithdrawn(id));
        return true;
    }
}
