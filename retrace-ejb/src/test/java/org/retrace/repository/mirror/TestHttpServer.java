// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A web server on loopback with ranges and tags, and the faults that the tests want of it. */
final class TestHttpServer implements AutoCloseable {

    /** How one request is answered. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile Function<String, Optional<byte[]>> content = path -> Optional.ofNullable(files.get(path));
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    TestHttpServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    TestHttpServer with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Has the content of each path, escapes taken away, looked up so. */
    TestHttpServer serving(Function<String, Optional<byte[]>> other) {
        content = other;
        return this;
    }

    /** Has every request for a path answered so. */
    TestHttpServer answering(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** Has the next request answered so. */
    synchronized TestHttpServer next(Answer answer) {
        next.add(answer);
        return this;
    }

    /** Method, path, and the headers that make it conditional, of each request. */
    List<String> requests() {
        return requests;
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Claims so many bytes, sends these, and hangs up. */
    static Answer cut(byte[] content, int offset, int length, long claimed) {
        return exchange -> {
            exchange.sendResponseHeaders(200, claimed);
            exchange.getResponseBody().write(content, offset, length);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Claims so many bytes, sends these, and then nothing until the server is closed. */
    Answer stall(byte[] content, int length, long claimed) {
        return exchange -> {
            exchange.sendResponseHeaders(200, claimed);
            exchange.getResponseBody().write(content, 0, length);
            exchange.getResponseBody().flush();
            awaitEnd();
        };
    }

    /** Sends fifty bytes a second. */
    Answer trickle(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            for (int i = 0; i < content.length && !isOver(); i++) {
                exchange.getResponseBody().write(content, i, 1);
                exchange.getResponseBody().flush();
            }
        };
    }

    private boolean isOver() {
        try {
            return end.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Sends nothing at all. */
    Answer silence() {
        return exchange -> awaitEnd();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Answer> queued() {
        return Optional.ofNullable(next.poll());
    }

    private void answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        StringBuilder request = new StringBuilder(exchange.getRequestMethod() + " " + path);
        for (String header : List.of("Range", "If-Range", "If-None-Match", "If-Modified-Since")) {
            header(exchange, header)
                    .ifPresent(
                            v -> request.append(' ').append(header).append('=').append(v));
        }
        requests.add(request.toString());
        try (exchange) {
            Answer file = answers.getOrDefault(path, this::file);
            queued().orElse(file).to(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client went away, as some tests have it
        }
    }

    static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private void file(HttpExchange exchange) throws IOException {
        Optional<byte[]> found = content.apply(exchange.getRequestURI().getPath());
        if (found.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        send(exchange, found.get());
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        String tag = "\"" + Arrays.hashCode(content) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        if (header(exchange, "If-None-Match").equals(Optional.of(tag))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        Optional<String> range = header(exchange, "Range")
                .filter(text -> header(exchange, "If-Range").orElse(tag).equals(tag));
        int start = range.map(text -> Integer.parseInt(text.replaceAll("[^0-9]", "")))
                .orElse(0);
        if (start >= content.length && range.isPresent()) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (range.isPresent()) {
            exchange.getResponseHeaders()
                    .put(
                            "Content-Range",
                            Collections.singletonList(
                                    "bytes " + start + "-" + (content.length - 1) + "/" + content.length));
        }
        int length = content.length - start;
        exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, length == 0 ? -1 : length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content, start, length);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
