// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code rsync --daemon} on loopback, with one module, {@code tree}. */
final class TestRsyncDaemon implements AutoCloseable {

    private final Process process;
    private final int port;

    /** Starts it; its configuration lies beside the tree. */
    TestRsyncDaemon(Path tree) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String user = System.getProperty("user.name").equals("root") ? "uid = 0\ngid = 0\n" : "";
        Path configuration = Files.writeString(
                tree.resolveSibling("rsyncd.conf"),
                user + "use chroot = no\nlog file = /dev/stdout\n[tree]\npath = " + tree + "\nread only = yes\n");
        process = new ProcessBuilder(
                        "rsync",
                        "--daemon",
                        "--no-detach",
                        "--address=127.0.0.1",
                        "--port=" + port,
                        "--config=" + configuration)
                .redirectErrorStream(true)
                .start();
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = log.readLine();
        while (line != null && !line.contains("listening on port")) {
            line = log.readLine();
        }
        if (line == null) {
            throw new AssertionError("rsync --daemon has ended; on Debian: apt-get install rsync");
        }
        connect(port);
    }

    String address() {
        return "rsync://127.0.0.1:" + port + "/tree";
    }

    /** It says that it listens a moment before it does. */
    private static void connect(int port) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
