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
import org.retrace.sysroot.SysrootPlan;
import org.retrace.task.TaskFiles;

/** What several steps ask of a task's crash; reading the coredump takes milliseconds, so nothing is kept between them. */
@ApplicationScoped
public class Crash {

    private static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    @Inject
    private TaskFiles files;

    @Inject
    private PackageIndex index;

    /** @throws FormatException when it is no coredump */
    Coredump read(long taskId) throws IOException {
        try (ByteSource source = ByteSource.open(files.directory(taskId).coredump())) {
            return CoredumpReader.read(source, LIMITS);
        }
    }

    /** Which packages hold the modules of a coredump, by one look into the index. */
    SysrootPlan plan(Coredump coredump) {
        List<BuildId> buildIds = coredump.modules().stream()
                .map(MappedModule::buildId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        Map<BuildId, List<IndexedFile>> found = index.find(buildIds);
        return SysrootPlan.of(coredump.modules(), found);
    }
}
