// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.bytes.FormatException;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfHeader;
import org.retrace.elf.EntryBudget;
import org.retrace.elf.Note;
import org.retrace.elf.NoteScan;
import org.retrace.elf.ProgramHeader;

/** A reader of ELF files as they lie in the memory of the crashed process: loaded, and without their sections. */
final class ImageReader {

    private final CoreMemory memory;
    private final EntryBudget budget;

    ImageReader(CoreMemory memory, EntryBudget budget) {
        this.memory = memory;
        this.budget = budget;
    }

    /**
     * A loaded ELF file, as far as its headers could be read.
     *
     * @param start address of its first byte, unsigned
     * @param end address after its last segment, unsigned; {@code start} when its segments are not known
     * @param dynamic address of its dynamic section
     */
    record Image(
            long start, long end, Optional<BuildId> buildId, Optional<PackageNote> packageNote, OptionalLong dynamic) {

        boolean contains(long address) {
            return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
        }

        MappedModule module(String path, long moduleEnd) {
            return new MappedModule(path, start, moduleEnd, buildId, packageNote);
        }
    }

    /**
     * The ELF file whose first bytes, with their magic, stand at the address.
     *
     * @throws FormatException only when all of the coredump's tables together are more than the limits allow
     */
    Image read(long start) throws IOException {
        Loading loading = new Loading(start);
        try {
            loading.readHeaders();
        } catch (FormatException e) {
            // a crashing process may have overwritten them, or they were not dumped: what came before counts
        }
        budget.spend("coredump", -1, 1);
        return loading.image();
    }

    /** One image while it is read. */
    private final class Loading {

        private final long start;
        private long end;
        private Optional<BuildId> buildId = Optional.empty();
        private Optional<PackageNote> packageNote = Optional.empty();
        private OptionalLong dynamic = OptionalLong.empty();

        Loading(long start) {
            this.start = start;
            this.end = start;
        }

        Image image() {
            return new Image(start, end, buildId, packageNote, dynamic);
        }

        void readHeaders() throws IOException {
            ElfHeader header = ElfHeader.read(memory, start);
            List<ProgramHeader> headers = header.programHeaders(memory, header.programHeaderCount(), budget);
            long bias = bias(headers);
            for (ProgramHeader segment : headers) {
                long address = bias + segment.virtualAddress();
                switch (segment.type()) {
                    case ProgramHeader.PT_LOAD -> extendTo(address + segment.memoryBytes());
                    case ProgramHeader.PT_DYNAMIC -> dynamic = OptionalLong.of(address);
                    default -> {}
                }
            }
            for (ProgramHeader segment : headers) {
                if (segment.type() == ProgramHeader.PT_NOTE) {
                    long address = bias + segment.virtualAddress();
                    readNotes(NoteScan.of(memory, header.layout(), budget, address, segment));
                }
            }
        }

        /** What was added to the addresses in the file when it was loaded. */
        private long bias(List<ProgramHeader> headers) {
            return headers.stream()
                    .filter(segment -> segment.type() == ProgramHeader.PT_LOAD)
                    .min(Comparator.comparing(ProgramHeader::fileOffset, Long::compareUnsigned))
                    .map(first -> start - (first.virtualAddress() - first.fileOffset()))
                    .orElse(start);
        }

        private void extendTo(long address) {
            if (Long.compareUnsigned(address, end) > 0) {
                end = address;
            }
        }

        private void readNotes(NoteScan scan) throws IOException {
            for (Optional<Note> next = scan.next(); next.isPresent(); next = scan.next()) {
                Note note = next.get();
                if (buildId.isEmpty()) {
                    buildId = note.buildId(memory);
                }
                if (packageNote.isEmpty() && isPackageNote(note)) {
                    byte[] json = memory.readArray(note.descriptorPosition(), note.descriptorBytes());
                    packageNote = PackageNote.parse(json);
                }
            }
        }

        private boolean isPackageNote(Note note) {
            return note.is(PackageNote.OWNER, PackageNote.FDO_PACKAGING_METADATA)
                    && note.descriptorBytes() <= PackageNote.MAX_BYTES;
        }
    }
}
