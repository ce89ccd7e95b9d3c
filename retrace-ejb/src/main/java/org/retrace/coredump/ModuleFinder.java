// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.bytes.FormatException;
import org.retrace.elf.ElfHeader;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.EntryBudget;
import org.retrace.elf.ProgramHeader;

/** The search for the ELF files that were mapped: by NT_FILE where there is one, else by the dumped memory alone. */
final class ModuleFinder {

    /** Most modules of one process: ten times what any has that was met so far. */
    static final int MAX_MODULES = 20_000;

    /** What the kernel appends to the path of a file that was unlinked while it was mapped. */
    private static final String DELETED = " (deleted)";

    private final CoreMemory memory;
    private final ElfLayout layout;
    private final EntryBudget budget;
    private final AuxiliaryVector auxiliaryVector;
    private final ImageReader images;

    ModuleFinder(CoreMemory memory, ElfLayout layout, EntryBudget budget, AuxiliaryVector auxiliaryVector) {
        this.memory = memory;
        this.layout = layout;
        this.budget = budget;
        this.auxiliaryVector = auxiliaryVector;
        this.images = new ImageReader(memory, budget);
    }

    /** The modules that NT_FILE names, the executable first. */
    List<MappedModule> named(FileNote files) throws IOException {
        List<MappedModule> modules = new ArrayList<>();
        for (Map.Entry<String, List<FileNote.Range>> file : files.rangesByPath().entrySet()) {
            module(file.getKey(), file.getValue()).ifPresent(modules::add);
            checkNumber(modules);
        }
        return executableFirst(modules);
    }

    private static void checkNumber(List<?> modules) throws FormatException {
        if (modules.size() > MAX_MODULES) {
            throw new FormatException("coredump", -1, "has more than " + MAX_MODULES + " modules");
        }
    }

    /** A file is a module when its first bytes say so, or when they were not dumped and it could be executed. */
    private Optional<MappedModule> module(String path, List<FileNote.Range> ranges) throws IOException {
        boolean readable = false;
        for (FileNote.Range range : ranges) {
            if (range.atFileStart() && memory.available(range.start(), 1) > 0) {
                readable = true;
                if (ElfHeader.startsAt(memory, range.start())) {
                    ImageReader.Image image = images.read(range.start());
                    return Optional.of(image.module(plain(path), end(image, range, ranges)));
                }
            }
        }
        boolean executable = ranges.stream().anyMatch(range -> memory.isExecutable(range.start()));
        return !readable && executable ? Optional.of(unread(path, ranges)) : Optional.empty();
    }

    private static MappedModule unread(String path, List<FileNote.Range> ranges) {
        long start = ranges.get(0).start();
        long end = ranges.get(ranges.size() - 1).end();
        return new MappedModule(plain(path), start, end, Optional.empty(), Optional.empty());
    }

    /** Where the last range that belongs to the image ends: the same file may be mapped a second time. */
    private static long end(ImageReader.Image image, FileNote.Range first, List<FileNote.Range> ranges) {
        return ranges.stream()
                .filter(range -> image.contains(range.start()))
                .map(FileNote.Range::end)
                .max(Long::compareUnsigned)
                .orElse(first.end());
    }

    private static String plain(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /** The modules that the memory shows, named by the dynamic linker where it can be followed; executable first. */
    List<MappedModule> unnamed() throws IOException {
        List<ImageReader.Image> found = loadedImages();
        Optional<ImageReader.Image> executable = found.stream()
                .filter(image -> programAddresses().stream().anyMatch(image::contains))
                .findFirst();
        Map<Long, String> names = names(executable);
        List<MappedModule> modules = new ArrayList<>();
        for (ImageReader.Image image : found) {
            boolean isExecutable = executable.filter(image::equals).isPresent();
            String path = isExecutable ? executablePath().orElse("") : name(image, names);
            modules.add(image.module(path.isEmpty() ? placeholder(image) : path, image.end()));
        }
        return executableFirst(modules);
    }

    private static String name(ImageReader.Image image, Map<Long, String> names) {
        return image.dynamic().isPresent() ? names.getOrDefault(image.dynamic().getAsLong(), "") : "";
    }

    private static String placeholder(ImageReader.Image image) {
        return "[0x" + Long.toHexString(image.start()) + "]";
    }

    private Map<Long, String> names(Optional<ImageReader.Image> executable) throws IOException {
        OptionalLong dynamic = executable.map(ImageReader.Image::dynamic).orElseGet(OptionalLong::empty);
        return dynamic.isPresent() ? LinkMap.names(memory, layout, budget, dynamic.getAsLong()) : Map.of();
    }

    private Optional<String> executablePath() throws IOException {
        OptionalLong address = auxiliaryVector.value(AuxiliaryVector.AT_EXECFN);
        return address.isPresent() ? LinkMap.path(memory, address.getAsLong()) : Optional.empty();
    }

    private List<ImageReader.Image> loadedImages() throws IOException {
        OptionalLong vdso = auxiliaryVector.value(AuxiliaryVector.AT_SYSINFO_EHDR);
        List<ImageReader.Image> found = new ArrayList<>();
        for (ProgramHeader segment : memory.segments()) {
            long start = segment.virtualAddress();
            boolean isVdso = vdso.isPresent() && vdso.getAsLong() == start;
            if (!isVdso && ElfHeader.startsAt(memory, start)) {
                addUnlessSeen(found, images.read(start));
                checkNumber(found);
            }
        }
        return found;
    }

    /**
     * The magic alone does not make a module: ld.so has it among its constants, at the start of a page. And a small
     * file's writable segment may begin with the file's first page again: that is no second module.
     */
    private static void addUnlessSeen(List<ImageReader.Image> found, ImageReader.Image image) {
        Optional<ImageReader.Image> last =
                found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        boolean seen = last.filter(before -> before.contains(image.start()))
                .filter(before -> before.buildId().equals(image.buildId()))
                .isPresent();
        if (!seen && image.end() != image.start()) {
            found.add(image);
        }
    }

    private List<MappedModule> executableFirst(List<MappedModule> modules) {
        for (long address : programAddresses()) {
            for (int i = 0; i < modules.size(); i++) {
                if (modules.get(i).contains(address)) {
                    modules.add(0, modules.remove(i));
                    return modules;
                }
            }
        }
        return modules;
    }

    /** Addresses that lie in the executable, the surest first. */
    private List<Long> programAddresses() {
        List<Long> addresses = new ArrayList<>();
        auxiliaryVector.value(AuxiliaryVector.AT_PHDR).ifPresent(addresses::add);
        auxiliaryVector.value(AuxiliaryVector.AT_ENTRY).ifPresent(addresses::add);
        return addresses;
    }
}
