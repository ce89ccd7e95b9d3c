// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.owner.TaskOwners;

/** The lists of tasks as whoever asks may see them: of some people only what is their own. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskLists {

    @Inject
    private TaskListStore lists;

    @Inject
    private TaskOwners owners;

    /** As {@link TaskListStore#page}. */
    public List<RetraceTask> page(TaskFilter filter, OptionalLong beforeArrival, int limit) {
        OptionalLong only = owners.onlyOf();
        return lists.page(only.isPresent() ? filter.of(only.getAsLong()) : filter, beforeArrival, limit);
    }

    /** As {@link TaskListStore#again}. */
    public List<RetraceTask> again(Collection<Long> ids) {
        OptionalLong only = owners.onlyOf();
        return lists.again(ids).stream()
                .filter(task -> only.isEmpty() || only.equals(task.getOwnerId()))
                .toList();
    }

    /** As {@link TaskListStore#releases}. */
    public List<String> releases(int limit) {
        OptionalLong only = owners.onlyOf();
        return only.isPresent() ? lists.releasesOf(only.getAsLong(), limit) : lists.releases(limit);
    }
}
