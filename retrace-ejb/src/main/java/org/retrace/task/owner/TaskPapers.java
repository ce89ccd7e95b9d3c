// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.owner;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.retrace.account.Role;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.journal.StepJournal;
import org.retrace.task.journal.StepRun;

/** What there is of a task, for whoever may see it; nothing for others. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskPapers {

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private StepJournal journal;

    /** As {@link TaskFiles#backtrace}. */
    public Optional<Path> backtrace(long id) {
        return of(id, files::backtrace);
    }

    /** As {@link TaskFiles#backtraceJson}. */
    public Optional<Path> backtraceJson(long id) {
        return of(id, files::backtraceJson);
    }

    /** As {@link TaskFiles#log}. */
    public Optional<Path> log(long id) {
        return of(id, files::log);
    }

    /** As {@link TaskModuleStore#of}. */
    public List<TaskModule> modules(long id) {
        return of(id, task -> Optional.of(modules.of(task))).orElse(List.of());
    }

    /** As {@link StepJournal#of}. */
    public List<StepRun> runs(long id) {
        return of(id, task -> Optional.of(journal.of(task))).orElse(List.of());
    }

    private <T> Optional<T> of(long id, LongFunction<Optional<T>> papers) {
        return owners.find(id).isPresent() ? papers.apply(id) : Optional.empty();
    }
}
