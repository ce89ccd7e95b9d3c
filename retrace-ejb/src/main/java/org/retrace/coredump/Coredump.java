// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.util.List;
import java.util.Optional;
import org.retrace.elf.ElfMachine;

/**
 * What a coredump says about the process it was taken from. Every word of it comes from the uploader.
 *
 * @param pid of the process; of the first thread where the coredump names no process
 * @param command name of the process, at most 16 bytes; empty where the coredump has none
 * @param arguments start of the command line, at most 80 bytes, separated by blanks; empty where the coredump has none
 * @param threads at least one, the crashed one first
 * @param modules the mapped ELF files, the executable first
 * @param missingBytes how much shorter the file is than its headers say; 0 when it is whole
 */
public record Coredump(
        ElfMachine machine,
        int pid,
        String command,
        String arguments,
        CrashSignal signal,
        List<CoreThread> threads,
        List<MappedModule> modules,
        long missingBytes) {

    public Coredump {
        threads = List.copyOf(threads);
        modules = List.copyOf(modules);
    }

    /** The program that ran; empty where no mapped ELF file was found. */
    public Optional<MappedModule> executable() {
        return modules.stream().findFirst();
    }
}
