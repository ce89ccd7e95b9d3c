// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.RepositoryPath;

/**
 * A mirror over HTTP or HTTPS. It may send elsewhere, to other hosts too, as those do that spread their load: size and
 * digest decide about what comes. It may not send from HTTPS to HTTP, nor to anything else.
 */
final class HttpMirror extends Mirror {

    private static final int MOST_REDIRECTS = 5;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

    /** What a header may say if it is to be sent back. */
    private static final Predicate<String> SENDABLE =
            Pattern.compile("[ -~]{1,1000}").asMatchPredicate();

    private final TransferRules rules;
    private final HttpClient client;

    HttpMirror(String address, TransferRules rules) {
        super(address);
        this.rules = rules;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(rules.patience());
        rules.proxy()
                .ifPresent(proxy -> builder.proxy(
                        ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()))));
        client = builder.build();
    }

    @Override
    public List<Entry> list(RepositoryPath directory) throws IOException {
        String slash = directory.text().isEmpty() ? "" : "/";
        try (Answer answer = get(directory, slash, Map.of())) {
            if (answer.status() != 200) {
                throw answered(answer, directory);
            }
            byte[] page = answer.read(MOST_LISTING, "the listing of " + directory);
            return IndexPage.entries(new String(page, StandardCharsets.UTF_8));
        }
    }

    @Override
    public Optional<SmallFile> look(RepositoryPath path, SmallFile.Version known, int mostBytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (known.address().equals(address())) {
            put(headers, "If-None-Match", known.tag());
            put(headers, "If-Modified-Since", known.modified());
        }
        try (Answer answer = get(path, "", headers)) {
            if (answer.status() == 304 && !headers.isEmpty()) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw answered(answer, path);
            }
            byte[] bytes = answer.read(mostBytes, path.text());
            SmallFile.Version version =
                    new SmallFile.Version(address(), answer.header("ETag"), answer.header("Last-Modified"));
            return Optional.of(new SmallFile(bytes, version));
        }
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    @Override
    void append(RepositoryPath path, PartialFile partial) throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (partial.length() > 0) {
            headers.put("Range", "bytes=" + partial.length() + "-");
            put(headers, "If-Range", partial.validator(this).orElse(""));
        }
        try (Answer answer = get(path, "", headers)) {
            switch (answer.status()) {
                case 200 -> partial.restart();
                case 206 -> checkRange(answer, partial);
                case 416 ->
                    throw new FormatException("file", -1, "cannot be continued after " + partial.length() + " bytes");
                default -> throw answered(answer, path);
            }
            if (answer.length().isPresent()) {
                partial.checkLength(partial.length() + answer.length().getAsLong(), rules);
            }
            partial.comesFrom(this, answer.validator());
            answer.writeTo(partial);
        }
    }

    private void checkRange(Answer answer, PartialFile partial) throws FormatException {
        String text = answer.header("Content-Range");
        Matcher range = CONTENT_RANGE.matcher(text);
        if (partial.length() == 0 || !range.matches() || Long.parseLong(range.group(1)) != partial.length()) {
            throw new FormatException("file", -1, "comes as \"" + text + "\", asked for from byte " + partial.length());
        }
    }

    private MirrorException answered(Answer answer, RepositoryPath path) {
        return failed("answers " + answer.status() + " to " + (path.text().isEmpty() ? "/" : path));
    }

    private Answer get(RepositoryPath path, String end, Map<String, String> headers) throws IOException {
        URI address = URI.create(address() + "/" + path.escaped() + end);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<Body> response = send(address, headers);
            int status = response.statusCode();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                return new Answer(response);
            }
            response.body().close();
            address = redirected(
                    address, response.headers().firstValue("Location").orElse(""));
        }
        throw failed("sends " + path + " elsewhere more than " + MOST_REDIRECTS + " times");
    }

    private HttpResponse<Body> send(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(rules.patience())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "retrace");
        headers.forEach(request::header);
        try {
            return client.send(request.build(), info -> new Body());
        } catch (HttpTimeoutException e) {
            throw silent("no answer within " + TransferRules.inWords(rules.patience()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferWatch.interruption();
        } catch (IOException e) {
            throw silent(TransferWatch.reason(e));
        }
    }

    /** Where a redirect leads; the mirror fails when it must not. */
    URI redirected(URI from, String location) throws MirrorException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw failed("sends elsewhere, to \"" + location + "\"");
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        boolean allowed = scheme.equals("https")
                || (scheme.equals("http") && !from.getScheme().equalsIgnoreCase("https"));
        if (location.isEmpty()
                || !allowed
                || target.getHost() == null
                || target.getPort() > MOST_PORT
                || target.getRawUserInfo() != null) {
            throw failed("sends from " + from + " to \"" + location + "\", which is not followed");
        }
        return target;
    }

    /** An answer whose body has not been read. */
    private final class Answer implements AutoCloseable {
        private final HttpResponse<Body> response;

        Answer(HttpResponse<Body> response) {
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).filter(SENDABLE).orElse("");
        }

        OptionalLong length() {
            String text = header("Content-Length");
            return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        }

        /** What names this state so surely that its bytes can be told from those of others. */
        Optional<String> validator() {
            String tag = header("ETag");
            return Optional.of(tag.startsWith("\"") ? tag : header("Last-Modified"))
                    .filter(text -> !text.isEmpty());
        }

        byte[] read(int mostBytes, String what) throws IOException {
            if (length().orElse(0) > mostBytes) {
                throw failed(what + " has " + length().getAsLong() + " bytes, at most " + mostBytes);
            }
            return TransferWatch.readAll(HttpMirror.this, response.body(), mostBytes, what, rules);
        }

        void writeTo(PartialFile partial) throws IOException {
            try (TransferWatch watch =
                    new TransferWatch(rules, partial::length, partial.download().progress(), response.body())) {
                partial.take(HttpMirror.this, response.body(), rules, watch);
            }
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    /** A body as a stream whose reader can be interrupted: the JDK's own swallows that. A few pieces wait at a time. */
    private static final class Body extends InputStream implements HttpResponse.BodySubscriber<Body> {
        private static final List<ByteBuffer> END = List.of();

        private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
        private final Deque<ByteBuffer> here = new ArrayDeque<>();
        private Optional<Flow.Subscription> subscription = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();
        private boolean closed;

        @Override
        public CompletionStage<Body> getBody() {
            return CompletableFuture.completedStage(this);
        }

        @Override
        public synchronized void onSubscribe(Flow.Subscription given) {
            subscription = Optional.of(given);
            if (closed) {
                given.cancel();
            } else {
                given.request(1);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> piece) {
            pieces.add(piece);
        }

        @Override
        public synchronized void onError(Throwable throwable) {
            failure = failure.or(() -> Optional.of(throwable));
            pieces.add(END);
        }

        @Override
        public void onComplete() {
            pieces.add(END);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (!here.isEmpty() || next()) {
                ByteBuffer piece = here.element();
                int n = Math.min(length, piece.remaining());
                piece.get(buffer, offset, n);
                if (!piece.hasRemaining()) {
                    here.remove();
                }
                if (n > 0) {
                    return n;
                }
            }
            return -1;
        }

        private boolean next() throws IOException {
            List<ByteBuffer> piece;
            try {
                piece = pieces.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw TransferWatch.interruption();
            }
            if (piece.isEmpty()) {
                pieces.add(END);
                throwFailure();
                return false;
            }
            here.addAll(piece);
            requestMore();
            return true;
        }

        private synchronized void throwFailure() throws IOException {
            if (failure.isPresent()) {
                throw new IOException(failure.get().getMessage(), failure.get());
            }
        }

        private synchronized void requestMore() {
            subscription.ifPresent(given -> given.request(1));
        }

        @Override
        public synchronized void close() {
            closed = true;
            subscription.ifPresent(Flow.Subscription::cancel);
            onError(new IOException("the connection was closed"));
        }
    }
}
