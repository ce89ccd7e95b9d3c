// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.ProgramHeader;

/** A writer of small coredumps for tests, in the order in which Linux writes them. */
final class CoreBuilder {

    static final int PAGE = 4096;

    private final ElfLayout layout;
    private final ElfBuilder elf;
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final List<Runnable> segments = new ArrayList<>();
    private final List<Long> fileWords = new ArrayList<>();
    private final ByteArrayOutputStream fileNames = new ByteArrayOutputStream();

    CoreBuilder(ElfLayout layout) {
        this(layout, ElfBuilder.EM_X86_64);
    }

    CoreBuilder(ElfLayout layout, int machine) {
        this.layout = layout;
        this.elf = new ElfBuilder(layout, ElfBuilder.ET_CORE, machine);
    }

    /** NT_PRSTATUS, of the size it has on x86_64 or i386. */
    CoreBuilder thread(int lwp, int signal) {
        byte[] status = new byte[layout.is64() ? 336 : 144];
        wrap(status).putInt(0, signal).putShort(12, (short) signal).putInt(layout.is64() ? 32 : 24, lwp);
        return note("CORE", 1, status);
    }

    /** NT_PRPSINFO, of the size it has on x86_64 or i386. */
    CoreBuilder process(int pid, String command, String arguments) {
        boolean wide = layout.is64();
        return process(pid, command, arguments, wide ? 136 : 124, wide ? 24 : 12);
    }

    CoreBuilder process(int pid, String command, String arguments, int size, int pidOffset) {
        byte[] info = new byte[size];
        ByteBuffer fields = wrap(info).putInt(pidOffset, pid);
        fields.put(pidOffset + 16, command.getBytes(StandardCharsets.UTF_8));
        fields.put(pidOffset + 32, arguments.getBytes(StandardCharsets.UTF_8));
        return note("CORE", 3, info);
    }

    CoreBuilder siginfo(int signal, int code, long address) {
        byte[] info = new byte[128];
        wrap(info).putInt(0, signal).putInt(8, code).put(layout.is64() ? 16 : 12, ElfBuilder.words(layout, address));
        return note("CORE", 0x53494749, info);
    }

    /** NT_AUXV of types and values in turn. */
    CoreBuilder auxiliary(long... typesAndValues) {
        return note("CORE", 6, ElfBuilder.words(layout, typesAndValues));
    }

    /** One more line of NT_FILE. */
    CoreBuilder file(long start, long end, long page, String path) {
        return file(start, end, page, path.getBytes(StandardCharsets.UTF_8));
    }

    CoreBuilder file(long start, long end, long page, byte[] path) {
        fileWords.addAll(List.of(start, end, page));
        fileNames.writeBytes(path);
        fileNames.write(0);
        return this;
    }

    CoreBuilder note(String owner, int type, byte[] descriptor) {
        notes.writeBytes(ElfBuilder.note(layout, owner, type, descriptor));
        return this;
    }

    /** A mapping of which these first bytes were dumped. */
    CoreBuilder memory(long address, int flags, byte[] content, long memoryBytes) {
        segments.add(() -> elf.segmentAt(address, ProgramHeader.PT_LOAD, flags, content, memoryBytes));
        return this;
    }

    CoreBuilder extendedCounts() {
        elf.extendedCounts();
        return this;
    }

    byte[] build() {
        if (!fileWords.isEmpty()) {
            note("CORE", 0x46494c45, fileNote());
        }
        elf.segmentAt(0, ProgramHeader.PT_NOTE, 0, notes.toByteArray(), 0);
        segments.forEach(Runnable::run);
        return elf.build();
    }

    private byte[] fileNote() {
        long[] words = new long[2 + fileWords.size()];
        words[0] = fileWords.size() / 3;
        words[1] = PAGE;
        for (int i = 0; i < fileWords.size(); i++) {
            words[2 + i] = fileWords.get(i);
        }
        return ElfBuilder.concat(ElfBuilder.words(layout, words), fileNames.toByteArray());
    }

    private ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(layout.order());
    }
}
