// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.CoredumpReader;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PackageIndex;
import org.retrace.repository.StoredPackage;
import org.retrace.sysroot.SysrootPlan;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;

/**
 * What several steps ask of a task's crash; reading the coredump takes milliseconds, so nothing is kept between them.
 */
@ApplicationScoped
public class Crash {

    private static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStore tasks;

    @Inject
    private PackageIndex index;

    /** @throws FormatException when it is no coredump */
    Coredump read(long taskId) throws IOException {
        try (ByteSource source = ByteSource.open(files.directory(taskId).coredump())) {
            return CoredumpReader.read(source, LIMITS);
        }
    }

    /** What the index holds for the modules of a coredump, by one look into it. */
    SysrootPlan.Index index(Coredump coredump) {
        List<BuildId> buildIds = coredump.modules().stream()
                .map(MappedModule::buildId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return new Snapshot(index.find(buildIds), index);
    }

    /** Which packages the modules of a coredump come from. */
    SysrootPlan plan(long taskId, Coredump coredump, SysrootPlan.Index found) {
        return SysrootPlan.of(coredump.modules(), found, packageName(taskId));
    }

    /** What the task says crashed; empty when it says nothing. */
    private String packageName(long taskId) {
        return tasks.find(taskId).map(RetraceTask::getPackageName).orElse("");
    }

    /**
     * The part of the index that one coredump asks for.
     *
     * @param files every file with one of its build-ids
     * @param index for everything else
     */
    private record Snapshot(Map<BuildId, List<IndexedFile>> files, PackageIndex index) implements SysrootPlan.Index {

        @Override
        public List<IndexedFile> withBuildId(BuildId buildId) {
            return files.getOrDefault(buildId, List.of());
        }

        @Override
        public List<StoredPackage> withPath(String path) {
            return index.findByPath(path);
        }
    }
}
