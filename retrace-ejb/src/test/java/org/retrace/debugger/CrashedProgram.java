// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;

/**
 * A small program compiled from a resource beside the tests and crashed under gdb, with the sysroot its coredump needs.
 *
 * @param directory where it was made
 * @param executable where it was when it crashed
 */
record CrashedProgram(Path directory, Path executable, Path coredump, Path sysroot) {

    /** Compiles and crashes it; how the source's name ends tells the language. */
    static CrashedProgram make(String source, Path directory) throws IOException {
        try (var in = CrashedProgram.class.getResourceAsStream(source)) {
            return of(source, Objects.requireNonNull(in).readAllBytes(), directory);
        }
    }

    /** Compiles and crashes what is written here. */
    static CrashedProgram of(String source, byte[] code, Path directory) throws IOException {
        Files.write(directory.resolve(source), code);
        Path executable = directory.resolve("program");
        String compiler = source.endsWith(".cc") ? "g++" : "gcc";
        call(directory, compiler, "-g", "-O1", "-fno-inline", "-pthread", "-o", executable.toString(), source);
        Path coredump = directory.resolve("core");
        List<String> crash = List.of("-ex", "run", "-ex", "generate-core-file " + coredump);
        gdb(directory, crash, List.of(executable.toString()));
        assertThat(coredump).exists();
        CrashedProgram program = new CrashedProgram(directory, executable, coredump, directory.resolve("sysroot"));
        program.layOut(call(directory, "ldd", executable.toString()));
        return program;
    }

    /** What gdb says of the coredump on this machine, from the first thread on. */
    String nativeBacktrace() throws IOException {
        String all = gdb(
                directory,
                List.of(
                        "-iex",
                        "set debug-file-directory " + sysroot,
                        "-iex",
                        "set auto-load python-scripts no",
                        "-ex",
                        "thread apply all bt"),
                List.of(executable.toString(), coredump.toString()));
        return all.substring(all.indexOf("\nThread ")).strip();
    }

    /** The mapped files at the paths where the program found them, links resolved as in a merged root. */
    private void layOut(String libraries) throws IOException {
        place(executable);
        for (String word : libraries.split("\\s+", -1)) {
            if (word.startsWith("/")) {
                place(Path.of(word));
            }
        }
    }

    private void place(Path file) throws IOException {
        for (Path path : List.of(file, file.toRealPath())) {
            Path target = sysroot.resolve(Path.of("/").relativize(path));
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String gdb(Path directory, List<String> commands, List<String> files) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("gdb", "-batch", "-nx", "-iex", "set width 0"));
        arguments.addAll(List.of("-iex", "set debuginfod enabled off", "-iex", "set startup-with-shell off"));
        arguments.addAll(commands);
        arguments.addAll(files);
        return call(directory, arguments.toArray(String[]::new));
    }

    private static String call(Path directory, String... arguments) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8");
        CommandResult result = new ExternalCommand(
                        List.of(arguments), environment, Optional.of(directory), Duration.ofSeconds(60), 10_000_000)
                .run(output, new Cancellation());
        assertThat(result).as(result.errors()).isInstanceOf(CommandResult.Exited.class);
        return output.toString(StandardCharsets.UTF_8);
    }
}
