// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A real crash and its spoilt twins: a byte flipped, a field at its maximum, both where the headers and notes are, or
 * the end missing. The same twins in each run, as far as the coredump is the same.
 *
 * @param crash directory of the real one: coredump, executable, package, os_release
 * @param directory where the twins are made
 */
record SpoiltCrash(Path crash, Path directory) {

    /** How many twins there are. */
    static final int NUMBER = 36;

    /** ELF header, program headers and notes of a small process lie before this. */
    private static final int HEADERS_BYTES = 8192;

    /** Uploads, a twin each. */
    List<Path> archives() throws IOException {
        for (String name : List.of("executable", "package", "os_release")) {
            Files.copy(crash.resolve(name), directory.resolve(name));
        }
        byte[] good = Files.readAllBytes(crash.resolve("coredump"));
        Random random = new Random(20240229);
        List<Path> archives = new ArrayList<>();
        for (int i = 0; i < NUMBER; i++) {
            Files.write(directory.resolve("coredump"), spoilt(good, i, random));
            archives.add(packed("twin-" + i + ".tar.gz"));
        }
        return archives;
    }

    private static byte[] spoilt(byte[] good, int kind, Random random) {
        byte[] twin = good.clone();
        int place = random.nextInt(HEADERS_BYTES / Long.BYTES) * Long.BYTES;
        switch (kind % 3) {
            case 0 -> twin[place + random.nextInt(Long.BYTES)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> Arrays.fill(twin, place, place + Long.BYTES, (byte) 0xff);
            default -> twin = Arrays.copyOf(good, random.nextInt(good.length));
        }
        return twin;
    }

    private Path packed(String name) throws IOException {
        Path archive = directory.resolve(name);
        Process tar = new ProcessBuilder(
                        "tar",
                        "--create",
                        "--gzip",
                        "--file",
                        archive.toString(),
                        "--directory",
                        directory.toString(),
                        "coredump",
                        "executable",
                        "package",
                        "os_release")
                .inheritIO()
                .start();
        if (tar.onExit().join().exitValue() != 0) {
            throw new AssertionError("tar could not make " + archive);
        }
        return archive;
    }
}
