// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.BuiltPackages;
import org.retrace.repository.store.HeldPackages;
import org.retrace.rpm.PackagedBuildId.Kind;

class SysrootBuilderTest {

    private static final String PROGRAM = "/usr/bin/toaster";
    private static final String LIBRARY = "/usr/lib64/libcrumb.so.1.0.0";
    private static final String PLUGIN = "/usr/lib64/toaster/jam.so";

    private final BuiltPackages built = BuiltPackages.shared();
    private final Path work;
    private final HeldPackages packages;

    SysrootBuilderTest(@TempDir Path work) {
        this.work = work;
        packages = BuiltPackages.unlimitedStore(work).hold();
    }

    @AfterEach
    void letGo() throws IOException {
        packages.close();
    }

    @Test
    void laysOutEachFileItsDebuginfoAndTheLinkThatLeadsToIt() throws Exception {
        MappedModule library = built.module(LIBRARY, LIBRARY);
        Sysroot sysroot = assemble(built.module(PROGRAM, PROGRAM), library);

        assertThat(sysroot.outcomes()).hasSize(2).allMatch(ModuleOutcome.Found.class::isInstance);
        assertThat(sysroot.root().resolve("usr/bin/toaster")).isRegularFile();
        assertThat(sysroot.root().resolve("usr/lib64/libcrumb.so.1"))
                .isSymbolicLink()
                .isRegularFile();
        assertThat(debugFile(sysroot, library)).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lib64/libcrumb.so.1.0.0", "/usr/lib64/libcrumb.so.1.0.0"})
    void leadsBothSpellingsOfTheUsrMergeToTheFileAndItsSoname(String mapped) throws Exception {
        Sysroot sysroot = assemble(built.module(LIBRARY, mapped));

        for (String name : List.of("lib64/libcrumb.so.1.0.0", "usr/lib64/libcrumb.so.1.0.0", "lib64/libcrumb.so.1")) {
            assertThat(sysroot.root().resolve(name)).isRegularFile();
        }
    }

    @Test
    void findsThePartThatDebuginfoSharesInAnotherPackage() throws Exception {
        MappedModule plugin = built.module(PLUGIN, PLUGIN);
        Sysroot sysroot = assemble(plugin);

        assertThat(sysroot.outcomes()).singleElement().isInstanceOf(ModuleOutcome.Found.class);
        assertThat(sysroot.root().resolve("usr/lib/debug/.dwz/toaster-1.0-1.x86_64"))
                .isRegularFile();
        try (Stream<Path> files = Files.walk(sysroot.root().resolve("usr/lib/debug/.build-id"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".debug")))
                    .as("its own and the shared part")
                    .hasSize(2);
        }
    }

    @Test
    void saysThatThePartThatDebuginfoSharesIsNowhere() throws Exception {
        MappedModule plugin = built.module(PLUGIN, PLUGIN);
        SysrootPlan.Index without = index(built::withBuildId, List.of());

        assertThat(assemble(without, plugin).outcomes())
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.WithoutDebuginfo.class, outcome -> assertThat(outcome.tried())
                        .singleElement()
                        .asString()
                        .contains("toaster-1.0-1.x86_64", "toaster-plugin-debuginfo-1.0-1.x86_64"));
    }

    @Test
    void leavesOutAFileWhoseBuildIdIsNotTheCoredumps() throws Exception {
        BuildId wanted = new BuildId("77".repeat(20));
        StoredPackage liar = built.named("toaster");
        SysrootPlan.Index lying = index(id -> List.of(new IndexedFile(id, Kind.BINARY, PROGRAM, liar)), List.of(liar));
        Sysroot sysroot = assemble(lying, module(PROGRAM, wanted));

        assertThat(sysroot.outcomes())
                .singleElement()
                .isInstanceOfSatisfying(ModuleOutcome.NotFound.class, outcome -> assertThat(outcome.tried())
                        .singleElement()
                        .asString()
                        .contains(wanted.hex(), "toaster-1.0-1.x86_64", PROGRAM));
        assertThat(sysroot.root().resolve("usr/bin/toaster")).doesNotExist();
    }

    @Test
    void neverTakesAFileThatLiesOutsideOfItsPackage() throws Exception {
        MappedModule library = built.module(LIBRARY, LIBRARY);
        StoredPackage hostile = built.named("libcrumb");
        Path outside = packages.unpacked(hostile).resolve("usr/lib64");
        Path unpacked = Files.createDirectories(work.resolve("hostile/opt"));
        Files.createSymbolicLink(unpacked.resolve("directory"), outside);
        Files.createSymbolicLink(unpacked.resolve("file"), outside.resolve("libcrumb.so.1.0.0"));

        for (String path : List.of("/opt/directory/libcrumb.so.1.0.0", "/opt/file", "/opt/../../libcrumb", "/")) {
            SysrootPlan.Index leading =
                    index(id -> List.of(new IndexedFile(id, Kind.BINARY, path, hostile)), List.of(hostile));
            SysrootPlan plan = SysrootPlan.of(List.of(library), leading, "");
            Sysroot sysroot =
                    SysrootBuilder.build(plan, work.resolve("sysroot"), leading, pkg -> work.resolve("hostile"));
            assertThat(sysroot.outcomes()).singleElement().isInstanceOf(ModuleOutcome.NotFound.class);
            assertThat(sysroot.root().resolve("usr/lib64/libcrumb.so.1.0.0")).doesNotExist();
        }
    }

    @Test
    void followsChainsOfLinksAndLeavesOutThoseThatLeadElsewhere() throws Exception {
        StoredPackage pkg = built.named("libcrumb");
        Path unpacked = packages.unpacked(pkg).resolve("usr/lib64");
        Files.createSymbolicLink(unpacked.resolve("a.so"), Path.of("b.so"));
        Files.createSymbolicLink(unpacked.resolve("b.so"), Path.of("/lib64/libcrumb.so.1"));
        Files.createSymbolicLink(unpacked.resolve("evil.so"), Path.of("../../../../../../../../etc/passwd"));
        Files.createSymbolicLink(unpacked.resolve("loop.so"), Path.of("loop.so"));
        Sysroot sysroot = assemble(built.module(LIBRARY, LIBRARY));

        assertThat(sysroot.root().resolve("usr/lib64/a.so")).isRegularFile();
        assertThat(sysroot.root().resolve("lib64/a.so")).isRegularFile();
        try (Stream<Path> files = Files.walk(sysroot.root())) {
            assertThat(files.filter(Files::isSymbolicLink)
                            .map(Path::getFileName)
                            .map(Path::toString))
                    .doesNotContain("evil.so", "loop.so");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr", "/lib64", "/", "/../../escape", "/a\nb", "/usr/bin/toaster/inside"})
    void saysThatAFileCannotBePutAtAPath(String hostile) throws Exception {
        Sysroot sysroot = assemble(built.module(PROGRAM, PROGRAM), built.module(LIBRARY, hostile));

        assertThat(sysroot.outcomes().get(0)).isInstanceOf(ModuleOutcome.Found.class);
        assertThat(sysroot.outcomes().get(1)).isInstanceOf(ModuleOutcome.NotFound.class);
        assertThat(work.resolve("escape")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0x7f00]", ""})
    void putsAModuleWithoutAPathWhereItsPackageHasIt(String nameless) throws Exception {
        Sysroot sysroot = assemble(built.module(LIBRARY, nameless));

        assertThat(sysroot.outcomes()).singleElement().isInstanceOf(ModuleOutcome.Found.class);
        assertThat(sysroot.root().resolve("usr/lib64/libcrumb.so.1.0.0")).isRegularFile();
    }

    @Test
    void saysThatANameIsTooLong() throws Exception {
        assertThat(assemble(built.module(LIBRARY, "/usr/lib64/" + "n".repeat(300)))
                        .outcomes())
                .singleElement()
                .isInstanceOf(ModuleOutcome.NotFound.class);
    }

    @Test
    void neverShowsOneFileForTwoModulesWithTheSamePath() throws Exception {
        List<ModuleOutcome> outcomes = assemble(built.module(LIBRARY, "/opt/same"), built.module(PLUGIN, "/opt/same"))
                .outcomes();

        assertThat(outcomes.get(0)).isInstanceOf(ModuleOutcome.Found.class);
        assertThat(outcomes.get(1)).isInstanceOf(ModuleOutcome.NotFound.class);
    }

    @Test
    void buildsTheSameAgainOverWhatAKilledBuildLeft() throws Exception {
        MappedModule[] modules = {built.module(PROGRAM, PROGRAM), built.module(PLUGIN, PLUGIN)};
        Set<String> first = names(assemble(modules).root());
        Files.writeString(work.resolve("sysroot/usr/bin/stale"), "of another build");
        Path half = Files.createDirectories(work.resolve(".sysroot-half/usr/bin"));
        Files.writeString(half.resolve("toaster"), "half");

        assertThat(names(assemble(modules).root())).isEqualTo(first);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work, ".sysroot-*")) {
            assertThat(left).hasSize(1);
        }
    }

    /** An index of a test's own. */
    private static SysrootPlan.Index index(
            java.util.function.Function<BuildId, List<IndexedFile>> byBuildId, List<StoredPackage> byPath) {
        return new SysrootPlan.Index() {
            @Override
            public List<IndexedFile> withBuildId(BuildId buildId) {
                return byBuildId.apply(buildId);
            }

            @Override
            public List<StoredPackage> withPath(String path) {
                return byPath;
            }
        };
    }

    private Sysroot assemble(MappedModule... modules) throws IOException {
        return assemble(built, modules);
    }

    private Sysroot assemble(SysrootPlan.Index index, MappedModule... modules) throws IOException {
        SysrootPlan plan = SysrootPlan.of(List.of(modules), index, "");
        return SysrootBuilder.build(plan, work.resolve("sysroot"), index, packages);
    }

    private static MappedModule module(String path, BuildId buildId) {
        return new MappedModule(path, 0x1000, 0x2000, java.util.Optional.of(buildId), java.util.Optional.empty());
    }

    private static Path debugFile(Sysroot sysroot, MappedModule module) {
        String link = module.buildId().orElseThrow().linkPath();
        return sysroot.root().resolve("usr/lib/debug/.build-id/" + link + ".debug");
    }

    private static Set<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }
}
