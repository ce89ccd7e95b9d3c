// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.AltLink;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfFile;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.Trees;
import org.retrace.repository.store.UnpackedPackages;

/**
 * Lays out a plan's files: each at its path in the crashed machine, its debuginfo below
 * {@code usr/lib/debug/.build-id}, with the links of its package that lead to it. A file is used only when its own
 * build-id is the coredump's.
 */
public final class SysrootBuilder {

    private static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);
    private static final String DEBUG_LINKS = "/usr/lib/debug/.build-id/";
    private static final String DWZ = "/usr/lib/debug/.dwz/";

    private final SysrootPlan.Index index;
    private final UnpackedPackages packages;
    private final SysrootTree tree;
    private final Path root;
    private final Map<Long, StoredPackage> used = new LinkedHashMap<>();

    private SysrootBuilder(Path root, SysrootPlan.Index index, UnpackedPackages packages) {
        this.index = index;
        this.root = root;
        this.tree = new SysrootTree(root);
        this.packages = packages;
    }

    /**
     * Builds the directory anew, in place of what an earlier build left; it appears whole or not at all.
     *
     * @param target the directory to be; its parent exists
     * @param index where the parts that debuginfo files share are looked for
     * @throws IOException when a package cannot be unpacked, or the disk fails
     */
    public static Sysroot build(SysrootPlan plan, Path target, SysrootPlan.Index index, UnpackedPackages packages)
            throws IOException {
        Path temporary = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".sysroot-");
        SysrootBuilder builder = new SysrootBuilder(temporary, index, packages);
        builder.tree.linkMerged();
        List<ModuleOutcome> outcomes = new ArrayList<>();
        for (ModuleOutcome outcome : plan.outcomes()) {
            outcomes.add(builder.lay(outcome));
        }
        builder.addLinks();
        Trees.remove(target);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return new Sysroot(target, outcomes);
    }

    private ModuleOutcome lay(ModuleOutcome outcome) throws IOException {
        if (outcome instanceof ModuleOutcome.Found found) {
            Optional<String> problem = layBinary(found.module(), found.binary());
            if (problem.isPresent()) {
                return new ModuleOutcome.NotFound(found.module(), List.of(problem.get()));
            }
            return layDebuginfo(found.debuginfo())
                    .<ModuleOutcome>map(reason ->
                            new ModuleOutcome.WithoutDebuginfo(found.module(), found.binary(), List.of(reason)))
                    .orElse(found);
        }
        if (outcome instanceof ModuleOutcome.WithoutDebuginfo found) {
            return layBinary(found.module(), found.binary())
                    .<ModuleOutcome>map(reason -> new ModuleOutcome.NotFound(found.module(), List.of(reason)))
                    .orElse(found);
        }
        return outcome;
    }

    /** Empty when the file is in the tree; else why not. */
    private Optional<String> layBinary(MappedModule module, IndexedFile binary) throws IOException {
        Optional<Path> place = tree.place(module.hasPath() ? module.path() : binary.path());
        if (place.isEmpty()) {
            return Optional.of("path " + module.path() + ": not a path that a file can be put at");
        }
        Path file = inPackage(binary.pkg(), binary.path());
        Optional<String> problem = differs(file, binary);
        if (problem.isEmpty() && !tree.put(file, place.get())) {
            return Optional.of("path " + module.path() + ": another file of the coredump is there");
        }
        return problem;
    }

    private Optional<String> layDebuginfo(IndexedFile debuginfo) throws IOException {
        Path file = inPackage(debuginfo.pkg(), debuginfo.path());
        Optional<String> problem = differs(file, debuginfo);
        if (problem.isPresent()) {
            return problem;
        }
        putDebug(file, debuginfo.buildId());
        Optional<AltLink> shared = elf(file).flatMap(ElfFile::debugAltLink);
        if (shared.isPresent()) {
            return layShared(debuginfo, shared.get());
        }
        return Optional.empty();
    }

    /** The part that several debuginfo files of one build share (dwz), found beside them under its own name. */
    private Optional<String> layShared(IndexedFile debuginfo, AltLink shared) throws IOException {
        String path = DWZ + shared.path().substring(shared.path().lastIndexOf('/') + 1);
        for (StoredPackage pkg : index.withPath(path)) {
            Path file = inPackage(pkg, path);
            if (elf(file).flatMap(ElfFile::buildId).equals(Optional.of(shared.buildId()))) {
                putDebug(file, shared.buildId());
                tree.put(file, tree.place(path).orElse(file));
                return Optional.empty();
            }
        }
        return Optional.of("build-id " + shared.buildId() + " (" + shared.path() + ", which "
                + debuginfo.pkg().nevra() + " shares with others): no package of the index has it");
    }

    private void putDebug(Path file, BuildId buildId) throws IOException {
        tree.put(file, root.resolve(DEBUG_LINKS.substring(1) + buildId.linkPath() + ".debug"));
    }

    /** Where a path of a package lies in the store, its links followed inside the package. */
    private Path inPackage(StoredPackage pkg, String path) throws IOException {
        used.put(pkg.id(), pkg);
        return packages.file(pkg, path);
    }

    /** Empty when the file has the build-id that the index promised; else what it has. */
    private static Optional<String> differs(Path file, IndexedFile promised) throws IOException {
        Optional<BuildId> actual = elf(file).flatMap(ElfFile::buildId);
        return actual.equals(Optional.of(promised.buildId()))
                ? Optional.empty()
                : Optional.of(
                        "build-id " + promised.buildId() + ": " + promised.pkg().nevra() + " says that "
                                + promised.path() + " has it, but the file has "
                                + actual.map(BuildId::hex).orElse("none"));
    }

    /** What a file says of itself; empty where it is no ELF file. */
    static Optional<ElfFile> elf(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (ByteSource source = ByteSource.open(file)) {
            return Optional.of(ElfFile.read(source, LIMITS));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The symbolic links of the used packages that lead to a file in the tree, at once or by others: sonames, mostly.
     */
    private void addLinks() throws IOException {
        for (StoredPackage pkg : used.values()) {
            Path directory = packages.unpacked(pkg);
            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> links = files.filter(Files::isSymbolicLink).toList();
                boolean added = true;
                while (added) {
                    added = false;
                    for (Path link : links) {
                        added |= addLink(directory, link);
                    }
                }
            }
        }
    }

    private boolean addLink(Path directory, Path link) throws IOException {
        String path = "/" + directory.relativize(link);
        Path target = Files.readSymbolicLink(link);
        Path parent = link.getParent();
        Path resolved = target.isAbsolute()
                ? Path.of("/").relativize(target)
                : directory.relativize(
                        (parent == null ? directory : parent).resolve(target).normalize());
        Optional<Path> inTree = tree.place("/" + resolved);
        Optional<Path> place = tree.place(path);
        if (inTree.isEmpty() || place.isEmpty() || !Files.isRegularFile(inTree.get())) {
            return false;
        }
        Path relative = place.get().getParent();
        return tree.link(place.get(), relative == null ? inTree.get() : relative.relativize(inTree.get()));
    }
}
