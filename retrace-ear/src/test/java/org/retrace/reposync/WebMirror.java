// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The files of a directory over HTTP on loopback, and a way to hold packages back. */
public final class WebMirror implements AutoCloseable {

    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int free = Integer.MAX_VALUE;

    public WebMirror(Path directory) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The packages that were asked for so far. */
    public List<String> packages() {
        return requests.stream().filter(path -> path.endsWith(".rpm")).toList();
    }

    /** From now on so many packages are sent, and all others wait. */
    public void hold(int packages) {
        gate = new CountDownLatch(1);
        free = packages().size() + packages;
    }

    /** Sends what waits, and all that is asked for from now on. */
    public void letGo() {
        free = Integer.MAX_VALUE;
        gate.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        try (exchange) {
            if (path.endsWith(".rpm") && packages().size() > free) {
                gate.await();
            }
            Path file = directory.resolve(path.substring(1)).normalize();
            if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
        threads.shutdownNow();
    }
}
