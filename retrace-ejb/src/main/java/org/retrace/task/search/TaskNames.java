// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.retrace.account.Role;
import org.retrace.task.owner.TaskOwners;

/** The search as whoever asks may use it: among the tasks that they may see, and among all packages. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskNames {

    @Inject
    private TaskSearch search;

    @Inject
    private TaskOwners owners;

    /** As {@link TaskSearch#buildIds}. */
    public Hits buildIds(String start) {
        return search.buildIds(start, owners.onlyOf());
    }

    /** As {@link TaskSearch#packages}. */
    public Hits packages(String start) {
        return search.packages(start, owners.onlyOf());
    }

    /** As {@link TaskSearch#functions}. */
    public Hits functions(String start) {
        return search.functions(start, owners.onlyOf());
    }

    /** As {@link TaskSearch#signatures}. */
    public Hits signatures(String start) {
        return search.signatures(start, owners.onlyOf());
    }
}
