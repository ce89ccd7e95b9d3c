// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A wall clock that a test sets while the program that goes by it runs, see wallclock.c.
 *
 * @param file how far off the clock is, in seconds
 * @param library what is preloaded
 */
record SetClock(Path file, Path library) {

    private static final String SOURCE = "src/test/resources/org/retrace/trouble/wallclock.c";

    /** A clock that is right; its files lie in an existing directory that the programs may enter. */
    static SetClock in(Path directory, String name) throws IOException {
        SetClock clock = new SetClock(directory.resolve(name), directory.resolve(name + ".so"));
        clock.set(Duration.ZERO);
        Files.setPosixFilePermissions(clock.file, PosixFilePermissions.fromString("rw-r--r--"));
        Process compiler = new ProcessBuilder(
                        List.of("gcc", "-shared", "-fPIC", "-O1", "-o", clock.library.toString(), SOURCE))
                .inheritIO()
                .start();
        if (compiler.onExit().join().exitValue() != 0) {
            throw new AssertionError("gcc could not make " + clock.library);
        }
        return clock;
    }

    void set(Duration offset) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        seconds.putLong(0, offset.toSeconds());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(seconds, 0);
        }
    }

    /** Writes a script that runs a program by this clock. */
    void wrap(Path program, Path script) throws IOException {
        Files.writeString(
                script, "#!/bin/sh\nLD_PRELOAD=%s WALL_CLOCK=%s exec %s \"$@\"\n".formatted(library, file, program));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
