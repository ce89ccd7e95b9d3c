// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.account.Role;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;

/** The runs that brought what is kept, for people. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class SyncHistory {

    @Inject
    private SyncRuns runs;

    /** One run, as it is now. */
    public Optional<SyncRun> find(long id) {
        return runs.find(id);
    }

    /**
     * The runs of a release, newest first.
     *
     * @param before only runs with a smaller id
     * @param most of them
     */
    public List<SyncRun> newest(ReleaseName release, OptionalLong before, int most) {
        return runs.newest(release, before, most);
    }

    /** The newest run of each release. */
    public List<SyncRun> newestOfEach() {
        return runs.newestOfEach();
    }

    /** Some of the packages that a run left outside. */
    public List<SyncRun.Refused> refused(long id, int most) {
        return runs.refused(id, most);
    }
}
