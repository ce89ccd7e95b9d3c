// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The signed packages and real crashes that {@code src/test/distribution/build} makes. */
public final class TestDistribution {

    private static final Path DIRECTORY = Path.of("target", "test-distribution").toAbsolutePath();

    private TestDistribution() {}

    /** Builds it unless it is there and up to date. */
    public static void build() throws IOException {
        run("build", DIRECTORY.toString());
    }

    /**
     * Makes a large coredump of a program with eight threads, and the small files that belong to it.
     *
     * @param percent how much of its memory are the machine's programs, and no lists of pointers
     */
    public static void hoard(Path directory, int mebibytes, int percent) throws IOException {
        run(
                "make-hoard",
                DIRECTORY.toString(),
                directory.toString(),
                Integer.toString(mebibytes),
                Integer.toString(percent));
    }

    private static void run(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("src/test/distribution/" + script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(script + " of the test distribution failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Path rpms() {
        return DIRECTORY.resolve("rpms");
    }

    /** Whether there was debuginfo of this machine's C library to make a package of. */
    public static boolean hasLibraryDebuginfo() {
        String[] names = rpms().toFile().list((directory, name) -> name.startsWith("glibc-debuginfo"));
        return names != null && names.length > 0;
    }

    /** Everything but the library version that crashed; another one with its soname instead. */
    static Path rpmsOther() {
        return DIRECTORY.resolve("rpms-other");
    }

    /** The files of {@link #rpms()} in packages that do not name them by build-id, but for the debuginfo. */
    static Path rpmsOld() {
        return DIRECTORY.resolve("rpms-old");
    }

    public static Path key() {
        return DIRECTORY.resolve("keys/RPM-GPG-KEY-retrace-test");
    }

    /** What a reporter would send of a crash, file by file. */
    public static Path crash(String name) {
        return DIRECTORY.resolve("crashes").resolve(name);
    }

    /** The system in which the program crashed. */
    public static Path root() {
        return DIRECTORY.resolve("root");
    }

    public static Path archive(String crash, String suffix) {
        return DIRECTORY.resolve("crashes").resolve(crash).resolve("upload." + suffix);
    }

    public static Path hostile(String name) {
        return DIRECTORY.resolve("hostile").resolve(name);
    }

    /** What gdb gives where the program crashed. */
    public static String nativeBacktrace(String crash) throws IOException {
        return Files.readString(DIRECTORY.resolve("crashes").resolve(crash).resolve("native.txt"));
    }
}
