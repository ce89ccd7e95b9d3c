// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrace.rpm.PackagedBuildId.Kind.BINARY;
import static org.retrace.rpm.PackagedBuildId.Kind.DEBUGINFO;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.StoredPackage;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId.Kind;

class SysrootPlanTest {

    private static final BuildId PROGRAM = new BuildId("11".repeat(20));
    private static final BuildId LIBRARY = new BuildId("22".repeat(20));
    private static final BuildId PLUGIN = new BuildId("33".repeat(20));

    private final Packages packages = new Packages();

    @Test
    void findsFileAndDebuginfoInTwoPackages() {
        packages.add("toaster-1.0-1.x86_64", BINARY, PROGRAM, "/usr/bin/toaster");
        packages.add("toaster-debuginfo-1.0-1.x86_64", DEBUGINFO, PROGRAM, "/usr/lib/debug/usr/bin/toaster.debug");

        assertThat(plan("", module("/usr/bin/toaster", PROGRAM)))
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.Found.class, found -> {
                    assertThat(found.binary().pkg().nevra()).isEqualTo("toaster-1.0-1.x86_64");
                    assertThat(found.debuginfo().pkg().nevra()).isEqualTo("toaster-debuginfo-1.0-1.x86_64");
                });
    }

    @ParameterizedTest(name = "named {0}: {1}")
    @CsvSource({
        "'', libcrumb-1.10-1.x86_64",
        "libcrumb-1.9-1, libcrumb-1.9-1.x86_64",
        "libcrumb-1.9-1.x86_64, libcrumb-1.9-1.x86_64",
        "libcrumb-1.1, libcrumb-1.10-1.x86_64",
        "libcrumb-1.8-1, libcrumb-1.10-1.x86_64",
    })
    void prefersThePackageThatTheTaskNamesAndElseTheNewest(String named, String expected) {
        packages.add("libcrumb-1.9-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("libcrumb-1.10-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("libcrumb-1.2-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");

        assertThat(binary(
                        plan(named, module("/usr/lib64/libcrumb.so.1", LIBRARY)).get(0)))
                .isEqualTo(expected);
    }

    @Test
    void countsTheEpochBeforeTheVersion() {
        packages.add("libcrumb-1:1.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("libcrumb-2.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");

        assertThat(binary(plan("", module("/usr/lib64/libcrumb.so.1", LIBRARY)).get(0)))
                .isEqualTo("libcrumb-1:1.0-1.x86_64");
    }

    @Test
    void prefersThePackageThatMostModulesNeedToANewerOne() {
        packages.add("libcrumb-1.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("libcrumb-1.0-1.x86_64", BINARY, PLUGIN, "/usr/lib64/crumb/jam.so");
        packages.add("libcrumb-2.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");

        List<ModuleOutcome> outcomes =
                plan("", module("/usr/lib64/libcrumb.so.1", LIBRARY), module("/usr/lib64/crumb/jam.so", PLUGIN));

        assertThat(outcomes).extracting(SysrootPlanTest::binary).containsOnly("libcrumb-1.0-1.x86_64");
    }

    @Test
    void prefersThePackageThatIsNamedToTheOneThatMostModulesNeed() {
        packages.add("libcrumb-1.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("libcrumb-1.0-1.x86_64", BINARY, PLUGIN, "/usr/lib64/crumb/jam.so");
        packages.add("libcrumb-0.9-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");

        List<ModuleOutcome> outcomes = plan(
                "libcrumb-0.9-1",
                module("/usr/lib64/libcrumb.so.1", LIBRARY),
                module("/usr/lib64/crumb/jam.so", PLUGIN));

        assertThat(outcomes)
                .extracting(SysrootPlanTest::binary)
                .containsExactly("libcrumb-0.9-1.x86_64", "libcrumb-1.0-1.x86_64");
    }

    @Test
    void prefersTheFileAtTheModulesPathHoweverTheUsrMergeSpellsIt() {
        packages.add("libcrumb-1.0-1.x86_64", BINARY, LIBRARY, "/lib64/libcrumb.so.1");
        packages.add("libcrumb-compat-2.0-1.x86_64", BINARY, LIBRARY, "/usr/lib64/compat/libcrumb.so.1");

        assertThat(binary(plan("", module("/usr/lib64/libcrumb.so.1", LIBRARY)).get(0)))
                .isEqualTo("libcrumb-1.0-1.x86_64");
    }

    @Test
    void choosesTheSameOfEqualPackagesInWhateverOrderTheyCome() {
        packages.add("b-1-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("a-1-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");
        packages.add("c-1-1.x86_64", BINARY, LIBRARY, "/usr/lib64/libcrumb.so.1");

        assertThat(binary(plan("", module("/usr/lib64/libcrumb.so.1", LIBRARY)).get(0)))
                .isEqualTo("a-1-1.x86_64");
    }

    @Test
    void saysEveryPlaceThatWasTriedForAFileThatIsNowhere() {
        assertThat(plan("", module("/usr/bin/toaster", PROGRAM)))
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.NotFound.class, missing -> assertThat(missing.tried())
                        .containsExactly(
                                "build-id " + PROGRAM + ": no package of the index has a file with it",
                                "path /usr/bin/toaster: no package of the index has a file there"));
    }

    @Test
    void saysWhichPackageHasOnlyTheDebuginfo() {
        packages.add("toaster-debuginfo-1-1.x86_64", DEBUGINFO, PROGRAM, "/usr/lib/debug/usr/bin/toaster.debug");

        assertThat(plan("", module("/usr/bin/toaster", PROGRAM)))
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.NotFound.class, missing -> assertThat(missing.tried())
                        .contains("build-id " + PROGRAM + ": toaster-debuginfo-1-1.x86_64 has only its debuginfo"));
    }

    @Test
    void saysWhichPackagesHaveAnotherBuildOfTheFile() {
        packages.add("toaster-1-1.x86_64", BINARY, LIBRARY, "/usr/bin/toaster");
        packages.add("toaster-2-1.x86_64", BINARY, PLUGIN, "/usr/bin/toaster");

        assertThat(plan("", module("/usr/bin/toaster", PROGRAM)))
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.NotFound.class, missing -> assertThat(missing.tried())
                        .contains(
                                "path /usr/bin/toaster: toaster-1-1.x86_64 has a file there, but not with this build-id, as far as is known",
                                "path /usr/bin/toaster: toaster-2-1.x86_64 has a file there, but not with this build-id, as far as is known")
                        .noneMatch(sentence -> sentence.contains("no package of the index has a file there")));
    }

    @Test
    void saysWhereTheDebuginfoWasLookedFor() {
        packages.add("toaster-1-1.x86_64", BINARY, PROGRAM, "/usr/bin/toaster");

        assertThat(plan("", module("/usr/bin/toaster", PROGRAM)))
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.WithoutDebuginfo.class, found -> assertThat(found.tried())
                        .singleElement()
                        .asString()
                        .contains(PROGRAM.hex(), "toaster-1-1.x86_64"));
    }

    @Test
    void doesNotGuessWhichFileAModuleWithoutBuildIdWas() {
        packages.add("toaster-1-1.x86_64", BINARY, PROGRAM, "/usr/bin/toaster");
        MappedModule module = new MappedModule("/usr/bin/toaster", 0, 1, Optional.empty(), Optional.empty());

        assertThat(plan("", module)).singleElement().isInstanceOf(ModuleOutcome.WithoutBuildId.class);
    }

    @Test
    void keepsTheOrderOfTheCoredump() {
        MappedModule first = module("/b", PROGRAM);
        MappedModule second = module("/a", LIBRARY);

        assertThat(plan("", first, second)).extracting(ModuleOutcome::module).containsExactly(first, second);
    }

    private List<ModuleOutcome> plan(String named, MappedModule... modules) {
        return SysrootPlan.of(List.of(modules), packages, named).outcomes();
    }

    private static String binary(ModuleOutcome outcome) {
        return outcome instanceof ModuleOutcome.WithoutDebuginfo found
                ? found.binary().pkg().nevra()
                : outcome.toString();
    }

    private static MappedModule module(String path, BuildId buildId) {
        return new MappedModule(path, 0x1000, 0x2000, Optional.of(buildId), Optional.empty());
    }

    /** An index in memory. */
    private static final class Packages implements SysrootPlan.Index {
        private final Map<String, StoredPackage> byName = new HashMap<>();
        private final List<IndexedFile> files = new ArrayList<>();

        void add(String nevra, Kind kind, BuildId buildId, String path) {
            StoredPackage pkg = byName.computeIfAbsent(
                    nevra,
                    name -> new StoredPackage(
                            byName.size() + 1L,
                            Nevra.parse(name).orElseThrow(),
                            "00".repeat(32),
                            Path.of("/repository", name + ".rpm")));
            files.add(new IndexedFile(buildId, kind, path, pkg));
        }

        @Override
        public List<IndexedFile> withBuildId(BuildId buildId) {
            return files.stream().filter(file -> file.buildId().equals(buildId)).toList();
        }

        @Override
        public List<StoredPackage> withPath(String path) {
            return files.stream()
                    .filter(file -> file.path().equals(path))
                    .map(IndexedFile::pkg)
                    .toList();
        }
    }
}
