// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.BuiltPackages;
import org.retrace.repository.store.StoreDirectory;
import org.retrace.rpm.PackagedBuildId.Kind;

/** Of packages whose links by build-id nobody has told to the index. */
class UnlinkedFilesTest {

    private static final String PROGRAM = "/usr/bin/toaster";
    private static final String LIBRARY = "/usr/lib64/libcrumb.so.1.0.0";

    private final BuiltPackages built = BuiltPackages.shared();
    private final StoreDirectory packages;
    private final List<String> learnt = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    UnlinkedFilesTest(@TempDir Path work) {
        packages = BuiltPackages.unlimitedStore(work);
    }

    private boolean learn(List<IndexedFile> known, List<StoredPackage> candidates, MappedModule module)
            throws IOException {
        SysrootPlan.Index index = new SysrootPlan.Index() {
            @Override
            public List<IndexedFile> withBuildId(BuildId buildId) {
                return known;
            }

            @Override
            public List<StoredPackage> withPath(String path) {
                throw new AssertionError("nobody asks");
            }
        };
        UnlinkedFiles.Catalogue catalogue = new UnlinkedFiles.Catalogue() {
            @Override
            public List<StoredPackage> unlinked(String path) {
                asked.add(path);
                return candidates;
            }

            @Override
            public void learn(StoredPackage pkg, String path, Optional<BuildId> buildId) {
                learnt.add(pkg.name().name() + " " + path + " "
                        + buildId.map(BuildId::hex).orElse("none"));
            }
        };
        return new UnlinkedFiles(index, catalogue, packages::hold).learn(List.of(module));
    }

    private static MappedModule nameless(MappedModule module) {
        return new MappedModule("[0x1000]", module.start(), module.end(), module.buildId(), Optional.empty());
    }

    private static String hex(MappedModule module) {
        return module.buildId().orElseThrow().hex();
    }

    private IndexedFile elsewhere(MappedModule module, String path, String pkg) {
        return new IndexedFile(module.buildId().orElseThrow(), Kind.BINARY_ELSEWHERE, path, built.named(pkg));
    }

    @Test
    void readsTheFileAtTheModulesPath() throws IOException {
        MappedModule module = built.module(PROGRAM, PROGRAM);

        assertThat(learn(List.of(), List.of(built.named("toaster")), module)).isTrue();
        assertThat(learnt).containsExactly("toaster " + PROGRAM + " " + hex(module));
    }

    @Test
    void readsItUnderEachSpellingOfTheUsrMerge() throws IOException {
        MappedModule module = built.module(LIBRARY, "/lib64/libcrumb.so.1.0.0");

        assertThat(learn(List.of(), List.of(built.named("libcrumb")), module)).isTrue();
        assertThat(learnt).containsExactly("libcrumb " + LIBRARY + " " + hex(module));
    }

    @Test
    void goesWhereTheDebuginfoLeadsWhenTheCoredumpNamesNoPath() throws IOException {
        MappedModule module = nameless(built.module(PROGRAM, PROGRAM));
        List<IndexedFile> known = List.of(elsewhere(module, PROGRAM, "toaster-debuginfo"));

        assertThat(learn(known, List.of(built.named("toaster")), module)).isTrue();
        assertThat(asked).containsExactly(PROGRAM);
        assertThat(learnt).containsExactly("toaster " + PROGRAM + " " + hex(module));
    }

    @Test
    void remembersWhatAnotherVersionHas() throws IOException {
        MappedModule module = built.module(PROGRAM, LIBRARY);

        assertThat(learn(List.of(), List.of(built.named("libcrumb")), module)).isTrue();
        assertThat(learnt)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("libcrumb " + LIBRARY)
                .doesNotContain(hex(module));
    }

    @Test
    void readsNothingOfWhatTheIndexKnows() throws IOException {
        MappedModule module = built.module(PROGRAM, PROGRAM);
        IndexedFile linked =
                new IndexedFile(module.buildId().orElseThrow(), Kind.BINARY, PROGRAM, built.named("toaster"));

        assertThat(learn(List.of(linked), List.of(built.named("toaster")), module))
                .isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void readsNoMoreThanFourPackagesForOneModule() throws IOException {
        MappedModule module = built.module(PROGRAM, PROGRAM);
        StoredPackage library = built.named("libcrumb");
        List<StoredPackage> candidates = List.of(library, library, library, library, library, built.named("toaster"));

        assertThat(learn(List.of(), candidates, module)).isFalse();
        assertThat(learnt).hasSize(4).allMatch(line -> line.equals("libcrumb " + PROGRAM + " none"));
        assertThat(learn(List.of(), candidates.subList(3, 6), module)).isTrue();
    }

    @Test
    void remembersThatThereIsNoElfFile() throws IOException {
        MappedModule module = built.module(PROGRAM, "/usr/lib64");

        assertThat(learn(List.of(), List.of(built.named("libcrumb")), module)).isFalse();
        assertThat(learnt).containsExactly("libcrumb /usr/lib64 none");
    }

    @Test
    void passesAPackageThatCannotBeUnpacked() throws IOException {
        MappedModule module = built.module(PROGRAM, PROGRAM);
        StoredPackage toaster = built.named("toaster");
        StoredPackage lost = new StoredPackage(99, toaster.name(), "0".repeat(64), Path.of("/nowhere/lost.rpm"));

        assertThat(learn(List.of(), List.of(lost, toaster), module)).isTrue();
        assertThat(learnt).containsExactly("toaster " + PROGRAM + " " + hex(module));
    }
}
