// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on loopback: it passes on what it is asked for, and connects to whatever CONNECT names. */
final class TestProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final long mostBytes;

    TestProxy() throws IOException {
        this(Long.MAX_VALUE);
    }

    /** @param mostBytes after so many bytes back through a tunnel it hangs up */
    TestProxy(long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
        threads.execute(this::accept);
    }

    Optional<URI> address() {
        return Optional.of(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    /** The first line of each request. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            threads.shutdown(); // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String line = head.lines().findFirst().orElse("");
            requests.add(line);
            String[] words = line.split(" ", -1);
            boolean tunnel = words[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "http://" + words[1] : words[1]);
            try (Socket upstream = new Socket(target.getHost(), target.getPort())) {
                if (tunnel) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } else {
                    String direct = head.replace(words[1], target.getRawPath())
                            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
                    upstream.getOutputStream().write(direct.getBytes(StandardCharsets.ISO_8859_1));
                }
                threads.execute(() -> copy(client, upstream, Long.MAX_VALUE));
                copy(upstream, client, mostBytes);
            }
        } catch (IOException e) {
            requests.add(e.toString());
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
            head.append((char) c);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to, long most) {
        try (OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            InputStream in = from.getInputStream();
            long left = most;
            for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                out.write(buffer, 0, (int) Math.min(n, left));
                out.flush();
                left -= n;
            }
        } catch (IOException e) {
            // one side has gone, and the other is closed with it
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
