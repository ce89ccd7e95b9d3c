// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retrace.it.ServerHome;

/**
 * A file system of 48 MiB as a server's SaveDir. It is mounted where only the server sees it, as root and others can,
 * and ends with it.
 *
 * @param place where this process sees it, through the server's eyes
 */
record SmallDisk(Path place) {

    private static final int BYTES = 48 << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    /** Starts the server on such a disk. */
    static SmallDisk start(ServerHome server) throws IOException {
        Path saveDir = Files.createDirectories(server.directory().resolve("small"));
        server.environment().put("RETRACE_SAVE_DIR", saveDir.toString());
        List<String> command = new ArrayList<>(List.of("bwrap", "--dev-bind", "/", "/"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("--cap-add", "ALL"));
        }
        command.addAll(List.of("--perms", "1777", "--size", Integer.toString(BYTES), "--tmpfs", saveDir.toString()));
        server.start(command);
        return new SmallDisk(Path.of("/proc/" + server.serverPid() + "/root" + saveDir));
    }

    /** Fills it to the last byte. */
    void fill() throws IOException {
        int chunk = CHUNK_BYTES;
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (chunk > 0) {
                chunk = write(out, chunk) ? chunk : chunk / 2;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return place.resolve(".filler");
    }

    /** False when the disk is full. */
    private static boolean write(OutputStream out, int bytes) {
        try {
            out.write(new byte[bytes]);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
