// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfFile;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PathForm;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.UnpackedPackages;
import org.retrace.rpm.Nevra;
import org.retrace.rpm.PackagedBuildId.Kind;

/**
 * Binaries whose build-id no link of their package tells: those of distributions before 2017, and those that are not
 * executable. They are looked for by path, and what the file itself says is put into the index.
 */
public final class UnlinkedFiles {

    /** Each of them may have to be unpacked. */
    private static final int MOST_PACKAGES_OF_A_MODULE = 4;

    private static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    private final SysrootPlan.Index index;
    private final Catalogue catalogue;
    private final UnpackedPackages packages;

    /** The part of the index that learns. */
    public interface Catalogue {

        /** The packages with a file at a path whose build-id nobody has read yet. */
        List<StoredPackage> unlinked(String path);

        /** Remembers the build-id of a file of a package. */
        void learn(StoredPackage pkg, String path, BuildId buildId);
    }

    /** @param index what was found for the coredump's modules so far */
    public UnlinkedFiles(SysrootPlan.Index index, Catalogue catalogue, UnpackedPackages packages) {
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
        for (MappedModule module : modules) {
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
                if (tried++ == MOST_PACKAGES_OF_A_MODULE) {
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

    private Optional<BuildId> read(StoredPackage pkg, String path) throws IOException {
        for (String spelling : PathForm.spellings(path)) {
            Optional<BuildId> read = read(packages.file(pkg, spelling));
            if (read.isPresent()) {
                catalogue.learn(pkg, spelling, read.get());
                return read;
            }
        }
        return Optional.empty();
    }

    private static Optional<BuildId> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (ByteSource source = ByteSource.open(file)) {
            return ElfFile.read(source, LIMITS).buildId();
        } catch (FormatException e) {
            return Optional.empty(); // a script, say
        }
    }
}
