// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.owner.TaskOwners;

/** What tasks have left, for whoever may see them; of other tasks there is nothing. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskResults {

    /** The structured backtrace. */
    public static final String BACKTRACE_JSON = "backtrace.json";

    /** The backtrace as people read it. */
    public static final String BACKTRACE_TEXT = "backtrace.txt";

    /** The log, as it grows. */
    public static final String LOG = "log.txt";

    private static final String EXPLOITABLE = "exploitable.txt";

    /** Miscellaneous results that are listed. */
    private static final int MOST_FILES = 1000;

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskModuleStore modules;

    /** A task that whoever asks may see. */
    public Optional<RetraceTask> find(long id) {
        return owners.find(id);
    }

    /** All files of a task that there are now; but for the log, those of the task itself once it has ended. */
    public List<ResultFile> of(long id) throws IOException {
        Optional<RetraceTask> task = owners.find(id);
        return task.isPresent() ? of(task.get()) : List.of();
    }

    /** The one of that name. */
    public Optional<ResultFile> named(long id, String name) throws IOException {
        return of(id).stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** At most so many modules, behind a position: the executable has 0. */
    public List<TaskModule> modules(long id, int after, int most) {
        return owners.find(id).isPresent() ? modules.page(id, after, most) : List.of();
    }

    /** What the upload held; nothing once the crash is gone. */
    public List<UploadedFile> upload(long id) throws IOException {
        return owners.find(id).isPresent() ? UploadedFile.in(files.directory(id).crash()) : List.of();
    }

    private List<ResultFile> of(RetraceTask task) throws IOException {
        long id = task.getId();
        TaskDirectory directory = files.directory(id);
        List<ResultFile> found = new ArrayList<>();
        if (task.getState().isFinished()) {
            ResultFile.of(BACKTRACE_JSON, directory.backtraceJson()).ifPresent(found::add);
            ResultFile.of(BACKTRACE_TEXT, directory.backtrace()).ifPresent(found::add);
            ResultFile.of(EXPLOITABLE, directory.exploitable()).ifPresent(found::add);
        }
        ResultFile.of(LOG, directory.log()).ifPresent(found::add);
        for (String name : files.miscellaneous(id, MOST_FILES)) {
            Optional<Path> path = files.miscellaneous(id, name);
            if (path.isPresent() && found.stream().noneMatch(file -> file.name().equals(name))) {
                ResultFile.of(name, path.get()).ifPresent(found::add);
            }
        }
        return found;
    }
}
