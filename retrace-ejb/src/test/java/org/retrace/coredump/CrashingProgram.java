// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small C program that a test compiles and lets crash, and the coredump of it. Where the kernel leaves no coredump in
 * the program's directory (kernel.core_pattern names another place), gdb writes it.
 */
final class CrashingProgram {

    /** Starts three threads, writes its memory map to a file, and crashes as its argument says. */
    private static final String SOURCE =
            """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>

            static pthread_barrier_t started;

            static void *wait_for_ever(void *unused) {
                pthread_barrier_wait(&started);
                for (;;) pause();
            }

            int main(int argc, char **argv) {
                pthread_t thread;
                pthread_barrier_init(&started, NULL, 4);
                for (int i = 0; i < 3; i++) pthread_create(&thread, NULL, wait_for_ever, NULL);
                pthread_barrier_wait(&started);
                FILE *maps = fopen("/proc/self/maps", "r"), *copy = fopen("maps", "w");
                for (int c; (c = getc(maps)) != EOF;) putc(c, copy);
                fclose(copy);
                if (argv[1][0] == 'a') abort();
                *(volatile int *) 0x10 = 1;
                return 0;
            }
            """;

    private final Path directory;
    private final Path program;

    private CrashingProgram(Path directory) {
        this.directory = directory;
        this.program = directory.resolve("crash here");
    }

    /** Compiles it in an empty directory. */
    static CrashingProgram compile(Path directory, String... compilerArguments) throws IOException {
        CrashingProgram compiled = new CrashingProgram(directory);
        Path source = Files.writeString(directory.resolve("crash.c"), SOURCE);
        List<String> command = new ArrayList<>(List.of("gcc", "-g", "-O0", "-pthread"));
        command.addAll(List.of(compilerArguments));
        command.addAll(List.of("-o", compiled.program.toString(), source.toString()));
        run(directory, command);
        return compiled;
    }

    Path path() throws IOException {
        return program.toRealPath();
    }

    /** Lets it crash and returns its coredump, which has what Linux dumps by default. */
    Path crash(String how) throws IOException {
        return crash(how, "0x33");
    }

    /** The same with all private pages of mapped files, as the children of a JVM dump them. */
    Path crashWithWholeFiles(String how) throws IOException {
        return crash(how, "0x37");
    }

    private Path crash(String how, String filter) throws IOException {
        String script = "ulimit -c unlimited; echo " + filter + " > /proc/$$/coredump_filter; exec \"$0\" \"$1\"";
        for (Optional<Path> old = coredump(); old.isPresent(); old = coredump()) {
            Files.delete(old.get());
        }
        runAnyStatus(directory, List.of("sh", "-c", script, program.toString(), how));
        Optional<Path> core = coredump();
        return core.isPresent() ? core.get() : crashInGdb(how);
    }

    /** The same crash with the coredump written by gdb. */
    Path crashInGdb(String how) throws IOException {
        Path core = directory.resolve("core.gdb");
        run(
                directory,
                List.of(
                        "gdb",
                        "-nx",
                        "-batch",
                        "-ex",
                        "set startup-with-shell off",
                        "-ex",
                        "run",
                        "-ex",
                        "generate-core-file " + core,
                        "--args",
                        program.toString(),
                        how));
        return core;
    }

    /** The lines of /proc/self/maps shortly before the crash. */
    List<String> maps() throws IOException {
        return Files.readAllLines(directory.resolve("maps"));
    }

    /** What a program of the machine prints; the test fails when it does not exit with 0. */
    static String run(Path directory, List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        int status = start(directory, command, output);
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        if (status != 0) {
            throw new AssertionError(command + " exited with " + status + ": " + text);
        }
        return text;
    }

    private static void runAnyStatus(Path directory, List<String> command) throws IOException {
        start(directory, command, Files.createTempFile(directory, "output", ".txt"));
    }

    private static int start(Path directory, List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within 60 s");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command.get(0) + " is needed by this test; on Debian: apt-get install gcc libc6-dev gdb binutils",
                    e);
        } catch (InterruptedException e) {
            throw new AssertionError(command + " was interrupted", e);
        }
    }

    private Optional<Path> coredump() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("core"))
                    .findFirst();
        }
    }
}
