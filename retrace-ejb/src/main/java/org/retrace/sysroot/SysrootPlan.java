// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PathForm;
import org.retrace.repository.StoredPackage;
import org.retrace.rpm.PackagedBuildId.Kind;

/**
 * Which package each module of a coredump comes from, decided from the index alone. Where several packages carry a
 * build-id: the one the task names, else the one that most other modules need, else the newest.
 *
 * @param outcomes one for each module, in the coredump's order
 */
public record SysrootPlan(List<ModuleOutcome> outcomes) {

    /** Copies the outcomes. */
    public SysrootPlan {
        outcomes = List.copyOf(outcomes);
    }

    /** What the plan is made from, beside the modules. */
    public interface Index {

        /** Every file with this build-id. */
        List<IndexedFile> withBuildId(BuildId buildId);

        /** Every package with a file at this path, whatever its build-id. */
        List<StoredPackage> withPath(String path);
    }

    /**
     * Decides.
     *
     * @param packageName what the task says crashed, {@code name-version-release} with or without architecture; may be
     *     empty
     */
    public static SysrootPlan of(List<MappedModule> modules, Index index, String packageName) {
        Choice choice = new Choice(weights(modules, index), packageName);
        List<ModuleOutcome> outcomes = new ArrayList<>();
        for (MappedModule module : modules) {
            outcomes.add(outcome(module, index, choice));
        }
        return new SysrootPlan(outcomes);
    }

    private static ModuleOutcome outcome(MappedModule module, Index index, Choice choice) {
        if (module.buildId().isEmpty()) {
            return new ModuleOutcome.WithoutBuildId(module, "the coredump does not hold its build-id");
        }
        BuildId buildId = module.buildId().get();
        List<IndexedFile> files = index.withBuildId(buildId);
        Optional<IndexedFile> binary = choice.best(files, Kind.BINARY, module.path());
        Optional<IndexedFile> debuginfo = choice.best(files, Kind.DEBUGINFO, module.path());
        if (binary.isEmpty()) {
            return new ModuleOutcome.NotFound(module, triedForBinary(module, buildId, files, index));
        }
        return debuginfo.isPresent()
                ? new ModuleOutcome.Found(module, binary.get(), debuginfo.get())
                : new ModuleOutcome.WithoutDebuginfo(
                        module,
                        binary.get(),
                        List.of("build-id " + buildId + ": no package of the index has debuginfo for it; "
                                + "expected in a debuginfo package of the build "
                                + binary.get().pkg().nevra()));
    }

    private static List<String> triedForBinary(
            MappedModule module, BuildId buildId, List<IndexedFile> files, Index index) {
        List<String> tried = new ArrayList<>();
        tried.add("build-id " + buildId + ": no package of the index has a file with it");
        files.stream()
                .map(file -> "build-id " + buildId + ": " + file.pkg().nevra() + " has only its debuginfo")
                .distinct()
                .forEach(tried::add);
        List<StoredPackage> atPath = index.withPath(module.path());
        for (StoredPackage pkg : atPath) {
            tried.add("path " + module.path() + ": " + pkg.nevra()
                    + " has a file there, but not with this build-id, as far as is known");
        }
        if (atPath.isEmpty()) {
            tried.add("path " + module.path() + ": no package of the index has a file there");
        }
        return tried;
    }

    /** How many modules each package could serve. */
    private static Map<Long, Integer> weights(List<MappedModule> modules, Index index) {
        Map<Long, Integer> weights = new HashMap<>();
        for (MappedModule module : modules) {
            module.buildId().map(index::withBuildId).orElse(List.of()).stream()
                    .map(file -> file.pkg().id())
                    .distinct()
                    .forEach(id -> weights.merge(id, 1, Integer::sum));
        }
        return weights;
    }

    /**
     * The order in which packages with the same build-id are preferred.
     *
     * @param weights modules each package serves, by its id
     * @param packageName what the task says crashed
     */
    private record Choice(Map<Long, Integer> weights, String packageName) {

        Optional<IndexedFile> best(List<IndexedFile> files, Kind kind, String path) {
            Comparator<IndexedFile> order = Comparator.<IndexedFile, Boolean>comparing(file -> isNamed(file.pkg()))
                    .thenComparing(file -> PathForm.merged(file.path()).equals(PathForm.merged(path)))
                    .thenComparing(file -> weights.getOrDefault(file.pkg().id(), 0))
                    .thenComparing(
                            (a, b) -> a.pkg().name().compareVersion(b.pkg().name()))
                    .thenComparing(file -> file.pkg().nevra(), Comparator.reverseOrder());
            return files.stream().filter(file -> file.kind() == kind).max(order);
        }

        private boolean isNamed(StoredPackage pkg) {
            return !packageName.isEmpty()
                    && (pkg.nevra().equals(packageName) || pkg.nevra().startsWith(packageName + "."));
        }
    }
}
