// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.debuginfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.debug.GdbIndex;
import org.retrace.elf.debug.SectionExpansion;
import org.retrace.process.SandboxLimits;

/**
 * Decompresses the sections of debuginfo and adds the index that gdb makes of it in a sandbox: gdb then reads the names
 * that it needs and not all DWARF, each time it is started.
 */
public final class GdbPreparation implements Preparation {

    /** What gdb reads in ten milliseconds without an index. */
    private static final long WORTHWHILE_BYTES = 1 << 20;

    /** No compiler writes DWARF that shrinks more. */
    private static final long MOST_EXPANSION = 16;

    private final Supplier<SandboxLimits> limits;
    private final long leastBytes;

    /** @param limits of gdb for one package; its /tmp holds the index of one file */
    public GdbPreparation(Supplier<SandboxLimits> limits) {
        this(limits, WORTHWHILE_BYTES);
    }

    /** @param leastBytes of a file that it is done to */
    GdbPreparation(Supplier<SandboxLimits> limits, long leastBytes) {
        this.limits = limits;
        this.leastBytes = leastBytes;
    }

    @Override
    public List<String> prepare(Path tree, Path scratch) throws IOException {
        List<String> problems = new ArrayList<>();
        List<DebugFile> plain = new ArrayList<>();
        for (DebugFile file : DebugFile.in(tree, leastBytes)) {
            try {
                expand(file, scratch.resolve("expanded"));
                if (GdbIndex.isMissingIn(file.path(), DebugFile.LIMITS)) {
                    file.requireSharedPart(tree);
                    plain.add(file);
                }
            } catch (FormatException e) {
                problems.add(tree.relativize(file.path()) + ": " + e.getMessage());
            }
        }
        if (!plain.isEmpty()) {
            problems.addAll(new IndexRun(tree, scratch, limits.get()).index(plain));
        }
        return problems;
    }

    private static void expand(DebugFile file, Path target) throws IOException {
        Limits most = new Limits(
                DebugFile.LIMITS.entries(),
                DebugFile.LIMITS.recordBytes(),
                Long.MAX_VALUE,
                MOST_EXPANSION * Files.size(file.path()));
        try {
            if (SectionExpansion.expand(file.path(), target, most)) {
                if (!DebugFile.elf(target).equals(file.elf())) {
                    throw new FormatException("ELF", -1, "decompressed it would be another file");
                }
                file.replace(target);
            }
        } finally {
            Files.deleteIfExists(target);
        }
    }
}
