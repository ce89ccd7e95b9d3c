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
import org.retrace.repository.store.PackageStore;
import org.retrace.sysroot.SysrootPlan;
import org.retrace.sysroot.UnlinkedFiles;
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

    @Inject
    private PackageStore packages;

    @Inject
    private MissingPackages missing;

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

    /** The same, after files that no link names by build-id were read, where some may be among the modules. */
    SysrootPlan.Index searchedIndex(Coredump coredump) throws IOException {
        SysrootPlan.Index found = index(coredump);
        boolean learnt = new UnlinkedFiles(found, new Learning(index), packages::hold).learn(coredump.modules());
        return learnt ? index(coredump) : found;
    }

    /** Which packages the modules of a coredump come from, and where those should that are missing. */
    SysrootPlan plan(long taskId, Coredump coredump, SysrootPlan.Index found) {
        SysrootPlan plan = SysrootPlan.of(coredump.modules(), found, packageName(taskId));
        return new SysrootPlan(missing.explained(plan.outcomes()));
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

    /** What is written into the index. */
    private record Learning(PackageIndex index) implements UnlinkedFiles.Catalogue {

        @Override
        public List<StoredPackage> unlinked(String path) {
            return index.findUnlinked(path);
        }

        @Override
        public void learn(StoredPackage pkg, String path, Optional<BuildId> buildId) {
            index.learn(pkg, path, buildId);
        }
    }
}
