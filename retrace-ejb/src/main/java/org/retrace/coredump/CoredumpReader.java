// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.util.List;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBytes;
import org.retrace.elf.ElfHeader;
import org.retrace.elf.ElfType;
import org.retrace.elf.EntryBudget;
import org.retrace.elf.ProgramHeader;

/**
 * The reader of coredumps. It reads headers, notes and the pages with ELF headers, and nothing else: a coredump may be
 * larger than memory. Of one that was cut, everything that is still there is read.
 */
public final class CoredumpReader {

    private final ElfBytes core;
    private final EntryBudget budget;
    private final ElfHeader header;
    private final long size;

    private CoredumpReader(ByteSource source, Limits limits) throws IOException {
        this.core = ElfBytes.of(source, limits);
        this.budget = new EntryBudget(limits);
        this.header = ElfHeader.read(core, 0);
        this.size = source.size();
    }

    /**
     * Reads a coredump of a process.
     *
     * @throws FormatException when it is no ELF file, no coredump, has no thread, contradicts itself, or is more than
     *     the limits allow
     */
    public static Coredump read(ByteSource source, Limits limits) throws IOException {
        return new CoredumpReader(source, limits).read();
    }

    private Coredump read() throws IOException {
        if (header.type() != ElfType.CORE) {
            throw new FormatException("coredump", 16, "is an ELF file, but no coredump");
        }
        List<ProgramHeader> headers = header.programHeaders(core, programHeaderCount(), budget);
        CoreNotes notes = CoreNotes.read(core, header.layout(), headers, budget);
        if (notes.threads().isEmpty()) {
            throw new FormatException("coredump", -1, "has no thread");
        }
        return coredump(notes, modules(headers, notes), missingBytes(headers));
    }

    private Coredump coredump(CoreNotes notes, List<MappedModule> modules, long missingBytes) {
        int firstThread = notes.threads().get(0).lwp();
        CoreNotes.ProcessNote process = notes.process().orElseGet(() -> new CoreNotes.ProcessNote(firstThread, "", ""));
        return new Coredump(
                header.machine(),
                process.pid(),
                process.command(),
                process.arguments(),
                notes.signal(),
                notes.threads(),
                modules,
                missingBytes);
    }

    private List<MappedModule> modules(List<ProgramHeader> headers, CoreNotes notes) throws IOException {
        CoreMemory memory = new CoreMemory(core, headers, budget);
        ModuleFinder finder = new ModuleFinder(memory, header.layout(), budget, notes.auxiliaryVector());
        return notes.files().isPresent() ? finder.named(notes.files().get()) : finder.unnamed();
    }

    /**
     * The real number of program headers. Where it is over 65,534 it stands in a section header, which Linux writes
     * last: a coredump that was cut has lost it, but its notes begin where the program headers end.
     */
    private long programHeaderCount() throws IOException {
        if (header.programHeaderCount() != ElfHeader.PN_XNUM || size >= sectionHeaderEnd()) {
            return header.realProgramHeaderCount(core);
        }
        ProgramHeader first = header.programHeaders(core, 1, budget).get(0);
        if (first.type() != ProgramHeader.PT_NOTE) {
            throw new FormatException(
                    "coredump", header.sectionHeaderOffset(), "was cut, and counts its headers there");
        }
        long tableBytes = first.fileOffset() - header.programHeaderOffset();
        return tableBytes / ProgramHeader.bytes(header.layout());
    }

    private long missingBytes(List<ProgramHeader> headers) throws FormatException {
        long end = header.programHeaderCount() == ElfHeader.PN_XNUM ? sectionHeaderEnd() : 0;
        for (ProgramHeader segment : headers) {
            end = Math.max(end, segment.fileBytes() == 0 ? 0 : end(segment));
        }
        return Math.max(0, end - size);
    }

    private static long end(ProgramHeader segment) throws FormatException {
        long end = segment.fileOffset() + segment.fileBytes();
        if (segment.fileOffset() < 0 || segment.fileBytes() < 0 || end < 0) {
            throw new FormatException("coredump", -1, "has a segment that ends beyond all files");
        }
        return end;
    }

    private long sectionHeaderEnd() {
        return header.sectionHeaderOffset() + header.layout().wordBytes() * 6L + 16;
    }
}
