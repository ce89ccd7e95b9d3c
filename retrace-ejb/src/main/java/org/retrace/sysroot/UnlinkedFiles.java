// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfFile;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PathForm;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.HeldPackages;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId.Kind;

/**
 * Binaries whose build-id no link of their package tells: those of distributions before 2017, and those that are not
 * executable. They are looked for by path, and what the file itself says is put into the index.
 */
public final class UnlinkedFiles {

    /** Each of them may have to be unpacked. */
    private static final int MOST_PACKAGES_OF_A_MODULE = 4;

    /** Each file is read once for ever, but a coredump may claim any number of them. */
    private static final int MOST_PACKAGES = 256;

    private static final int MOST_MODULES = 2000;

    private final SysrootPlan.Index index;
    private final Catalogue catalogue;
    private final Unpacking packages;
    private int read;

    /** The part of the index that learns. */
    public interface Catalogue {

        /** The packages with a file at a path whose build-id nobody has read yet. */
        List<StoredPackage> unlinked(String path);

        /** Remembers the build-id of a file of a package, or that it has none. */
        void learn(StoredPackage pkg, String path, Optional<BuildId> buildId);
    }

    /** Has packages unpacked, each only while it is looked at. */
    public interface Unpacking {

        /** Packages that are kept from eviction until the result is closed. */
        HeldPackages hold() throws IOException;
    }

    /** @param index what was found for the coredump's modules so far */
    public UnlinkedFiles(SysrootPlan.Index index, Catalogue catalogue, Unpacking packages) {
        this.index = index;
        this.catalogue = catalogue;
        this.packages = packages;
    }

    /**
     * Reads the files that modules without a known file may be of.
     *
     * @return whether anything was learnt
     */
    public boolean learn(List<MappedModule> modules) throws IOException {
        boolean learnt = false;
        for (MappedModule module : modules.subList(0, Math.min(modules.size(), MOST_MODULES))) {
            Optional<BuildId> wanted = module.buildId();
            if (wanted.isPresent()) {
                learnt |= learn(module, wanted.get());
            }
        }
        return learnt;
    }

    private boolean learn(MappedModule module, BuildId wanted) throws IOException {
        List<IndexedFile> known = index.withBuildId(wanted);
        if (known.stream().anyMatch(file -> file.kind() == Kind.BINARY)) {
            return false;
        }
        boolean learnt = false;
        int tried = 0;
        for (String path : paths(module, known)) {
            for (StoredPackage pkg : nearestFirst(catalogue.unlinked(path), known)) {
                if (tried++ == MOST_PACKAGES_OF_A_MODULE || read++ >= MOST_PACKAGES) {
                    return learnt;
                }
                Optional<BuildId> read = read(pkg, path);
                learnt |= read.isPresent();
                if (read.equals(Optional.of(wanted))) {
                    return true;
                }
            }
        }
        return learnt;
    }

    /** Where the coredump has it, and where debuginfo of the same build-id says that it is. */
    private static Set<String> paths(MappedModule module, List<IndexedFile> known) {
        Set<String> paths = new LinkedHashSet<>();
        if (module.hasPath()) {
            paths.add(module.path());
        }
        known.stream()
                .filter(file -> file.kind() == Kind.BINARY_ELSEWHERE)
                .map(IndexedFile::path)
                .forEach(paths::add);
        return paths;
    }

    /** Of the build that has the debuginfo, then the newest. */
    private static List<StoredPackage> nearestFirst(List<StoredPackage> candidates, List<IndexedFile> known) {
        List<StoredPackage> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.<StoredPackage, Boolean>comparing(pkg -> known.stream()
                        .noneMatch(file -> isOfOneBuild(pkg.name(), file.pkg().name())))
                .thenComparing((a, b) -> b.name().compareVersion(a.name())));
        return sorted;
    }

    private static boolean isOfOneBuild(Nevra a, Nevra b) {
        return a.version().equals(b.version())
                && a.release().equals(b.release())
                && a.arch().equals(b.arch());
    }

    /** A package that cannot be unpacked is no reason to give the task up: it may be of something else. */
    private Optional<BuildId> read(StoredPackage pkg, String path) throws IOException {
        try (HeldPackages held = packages.hold()) {
            for (String spelling : PathForm.spellings(path)) {
                Path file = held.file(pkg, spelling);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Optional<BuildId> buildId = SysrootBuilder.elf(file).flatMap(ElfFile::buildId);
                    catalogue.learn(pkg, spelling, buildId);
                    return buildId;
                }
            }
            catalogue.learn(pkg, path, Optional.empty());
            return Optional.empty();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
