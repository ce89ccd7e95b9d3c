// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.elf.ElfBytes;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.EntryBudget;
import org.retrace.elf.Note;
import org.retrace.elf.NoteScan;
import org.retrace.elf.ProgramHeader;

/** What the kernel's own notes of a coredump say; of each note that may stand there once, the first counts. */
final class CoreNotes {

    private static final String OWNER = "CORE";
    private static final int NT_PRSTATUS = 1;
    private static final int NT_PRPSINFO = 3;
    private static final int NT_AUXV = 6;
    private static final int NT_SIGINFO = 0x53494749;
    private static final int NT_FILE = 0x46494c45;

    private static final int PRSTATUS_CURSIG = 12;
    private static final int FNAME_BYTES = 16;
    private static final int PSARGS_BYTES = 80;
    /** Size of elf_prpsinfo with words of 4 bytes and user ids of 4 (MIPS, 32-bit PowerPC); i386 and arm have 124. */
    private static final int PRPSINFO_WIDE_IDS = 128;

    private final ElfBytes core;
    private final ElfLayout layout;
    private final EntryBudget budget;
    private final List<CoreThread> threads = new ArrayList<>();
    private Optional<ProcessNote> process = Optional.empty();
    private Optional<CrashSignal> siginfo = Optional.empty();
    private Optional<AuxiliaryVector> auxiliaryVector = Optional.empty();
    private Optional<FileNote> files = Optional.empty();

    private CoreNotes(ElfBytes core, ElfLayout layout, EntryBudget budget) {
        this.core = core;
        this.layout = layout;
        this.budget = budget;
    }

    /** What NT_PRPSINFO says of the process. */
    record ProcessNote(int pid, String command, String arguments) {}

    /** @throws FormatException when a note is longer than its segment or shorter than its type demands */
    static CoreNotes read(ElfBytes core, ElfLayout layout, List<ProgramHeader> headers, EntryBudget budget)
            throws IOException {
        CoreNotes notes = new CoreNotes(core, layout, budget);
        for (ProgramHeader segment : headers) {
            if (segment.type() == ProgramHeader.PT_NOTE) {
                notes.readAll(NoteScan.of(core, layout, budget, segment.fileOffset(), segment));
            }
        }
        return notes;
    }

    /** In the order of the coredump: the crashed one first. */
    List<CoreThread> threads() {
        return threads;
    }

    Optional<ProcessNote> process() {
        return process;
    }

    AuxiliaryVector auxiliaryVector() {
        return auxiliaryVector.orElseGet(AuxiliaryVector::empty);
    }

    Optional<FileNote> files() {
        return files;
    }

    /** The first thread's signal, with what the siginfo says if it is of the same signal. */
    CrashSignal signal() {
        int first = threads.stream().mapToInt(CoreThread::signal).findFirst().orElse(0);
        return siginfo.filter(signal -> first == 0 || signal.number() == first).orElseGet(() -> CrashSignal.of(first));
    }

    private void readAll(NoteScan scan) throws IOException {
        for (Optional<Note> note = scan.next(); note.isPresent(); note = scan.next()) {
            if (note.get().owner().equals(OWNER)) {
                read(note.get());
            }
        }
    }

    private void read(Note note) throws IOException {
        switch (note.type()) {
            case NT_PRSTATUS -> threads.add(thread(note));
            case NT_PRPSINFO -> process = process.isPresent() ? process : Optional.of(process(note));
            case NT_SIGINFO -> siginfo = siginfo.isPresent() ? siginfo : Optional.of(siginfo(note));
            case NT_AUXV -> auxiliaryVector = auxiliaryVector.isPresent() ? auxiliaryVector : Optional.of(auxv(note));
            case NT_FILE -> files = files.isPresent() ? files : Optional.of(files(note));
            default -> {}
        }
    }

    private CoreThread thread(Note note) throws IOException {
        int pid = layout.is64() ? 32 : 24;
        ByteBuffer status = start(note, pid + 4L);
        return new CoreThread(status.getInt(pid), status.getShort(PRSTATUS_CURSIG));
    }

    private ProcessNote process(Note note) throws IOException {
        boolean wideIds = layout.is64() || note.descriptorBytes() >= PRPSINFO_WIDE_IDS;
        int flagEnd = 2 * layout.wordBytes();
        int pid = flagEnd + (wideIds ? 8 : 4);
        int name = pid + 16;
        ByteBuffer info = start(note, name + FNAME_BYTES + PSARGS_BYTES);
        String command = text(info.slice(name, FNAME_BYTES));
        return new ProcessNote(info.getInt(pid), command, text(info.slice(name + FNAME_BYTES, PSARGS_BYTES)));
    }

    private CrashSignal siginfo(Note note) throws IOException {
        int address = layout.is64() ? 16 : 12;
        ByteBuffer info = start(note, (long) address + layout.wordBytes());
        return CrashSignal.of(info.getInt(0), info.getInt(8), layout.word(info, address));
    }

    private AuxiliaryVector auxv(Note note) throws IOException {
        return AuxiliaryVector.parse(note.descriptor(core, layout), layout);
    }

    private FileNote files(Note note) throws IOException {
        FileNote.checkBytes(note.descriptorBytes());
        return FileNote.parse(note.descriptor(core, layout), layout, budget);
    }

    private ByteBuffer start(Note note, long needed) throws IOException {
        if (note.descriptorBytes() < needed) {
            throw new FormatException(
                    "coredump",
                    note.descriptorPosition(),
                    "note of type " + Integer.toUnsignedString(note.type()) + " has " + note.descriptorBytes()
                            + " bytes, needs " + needed);
        }
        return layout.read(core, note.descriptorPosition(), needed);
    }

    private static String text(ByteBuffer field) {
        byte[] bytes = new byte[field.remaining()];
        field.get(bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
    }
}
