// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** HTTP/2 over TLS, where many requests share a connection and none of them has a time-out by itself. */
@ExtendWith(SharedServer.class)
class StreamsIT {

    /** Streams on a connection: as many as the server allows. */
    private static final int STREAMS = 32;

    /** Connections that have together more streams than the server works on at once. */
    private static final int CONNECTIONS = 10;

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerHome server = SharedServer.home();
    private final HttpClient client = client(HttpClient.Version.HTTP_2);

    private static HttpClient client(HttpClient.Version version) {
        try {
            return HttpClient.newBuilder()
                    .sslContext(AnyCertificate.context())
                    .version(version)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.secureUri(path)).timeout(PATIENCE);
    }

    private HttpRequest upload(BodyPublisher body) {
        return request("/create")
                .header("Content-Type", "application/x-gzip")
                .POST(body)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings", "/console/login.xhtml"})
    void speaksHttp2OverTls(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void speaksHttp1InTheClearAndToWhoAsksForIt() throws Exception {
        HttpRequest clear = HttpRequest.newBuilder(server.uri("/settings")).build();
        HttpClient old = client(HttpClient.Version.HTTP_1_1);

        assertThat(client.send(clear, BodyHandlers.discarding()).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(old.send(request("/settings").build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
    void takesTlsFrom12On(String protocol, boolean taken) throws Exception {
        try (SSLSocket socket = (SSLSocket) AnyCertificate.context()
                .getSocketFactory()
                .createSocket("localhost", server.secureUri("/").getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            if (taken) {
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            } else {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void retracesWhatIsUploaded() throws Exception {
        Path archive = TestDistribution.archive("null", "tar.gz");
        HttpResponse<String> created = client.send(upload(BodyPublishers.ofFile(archive)), BodyHandlers.ofString());
        assertThat(created.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(created.statusCode()).isEqualTo(201);
        ClassicClient.Task task = new ClassicClient(server).accepted(created).orElseThrow();

        assertThat(new ClassicClient(server).await(task).status()).isEqualTo("FINISHED_SUCCESS");
        HttpRequest backtrace = request("/" + task.id() + "/backtrace")
                .header("X-Task-Password", task.password())
                .build();
        assertThat(client.send(backtrace, BodyHandlers.ofString()).body()).contains("#0 ");
    }

    @Test
    void followsATaskToItsBacktrace() throws Exception {
        HttpRequest synchronous = request("/create?sync")
                .header("Content-Type", "application/x-gzip")
                .POST(BodyPublishers.ofFile(TestDistribution.archive("null", "tar.gz")))
                .build();

        HttpResponse<String> answer = client.send(synchronous, BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).contains("X-Task-Status: FINISHED_SUCCESS\n", "#0 ");
    }

    /** The answer ends before the body does. */
    @Test
    @Timeout(20)
    void refusesAnUploadThatSaysNoLength() throws Exception {
        try (RawStream stream = new RawStream(server)) {
            stream.post("/create", "content-type: application/x-gzip");
            assertThat(stream.answer()).isEqualTo("You need to set Content-Length header properly");
        }
    }

    @Test
    void refusesAFormThatSaysNoLength() throws Exception {
        HttpRequest form = request("/console/login.xhtml")
                .header("Content-Type", FORM)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("a=b")))
                .build();

        assertThat(client.send(form, BodyHandlers.discarding()).statusCode()).isEqualTo(411);
    }

    @Test
    void readsARefusedUploadToItsEnd() throws Exception {
        HttpRequest refused = request("/create")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x".repeat(8 << 20)))
                .build();

        HttpResponse<String> answer = client.send(refused, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(client.send(request("/settings").build(), BodyHandlers.discarding())
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void letsSilentStreamsGo() throws Exception {
        try (RawStream stream = new RawStream(server)) {
            stream.post("/create", "content-type: application/x-gzip", "content-length: 9999");
            stream.send("\u001f");
            assertThat(stream.answer()).isEqualTo("The request came too slowly");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/create, application/x-gzip, 9999",
        "/console/login.xhtml, " + FORM + ", 9999",
        "/console/login.xhtml, " + FORM + ", -1"
    })
    void answersOthersWhileManyStreamsAreSilent(String path, String type, long length) throws Exception {
        BodyPublisher silence = length < 0
                ? BodyPublishers.fromPublisher(new Silence())
                : BodyPublishers.fromPublisher(new Silence(), length);

        HttpRequest silent =
                request(path).header("Content-Type", type).POST(silence).build();

        assertOthersAreAnswered(Duration.ofSeconds(10), silent, BodyHandlers.discarding());
    }

    @Test
    void answersOthersWhileManyReadNothing() throws Exception {
        ClassicClient classic = new ClassicClient(server);
        ClassicClient.Task task = classic.upload(TestDistribution.archive("null", "tar.gz"));
        classic.await(task);
        try (RandomAccessFile backtrace = new RandomAccessFile(
                server.spool().resolve(task.id()).resolve("retrace_backtrace").toFile(), "rw")) {
            backtrace.setLength(256 << 20);
        }
        HttpRequest large = request("/" + task.id() + "/backtrace")
                .header("X-Task-Password", task.password())
                .build();

        assertOthersAreAnswered(PATIENCE, large, info -> BodySubscribers.fromSubscriber(new ReadsNothing()));
    }

    /** A few bytes that may not be sent hold a thread as well as many do. */
    @Test
    void answersOthersWhileManyStreamsLetNothingBeSent() throws Exception {
        List<RawStream> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                RawStream connection = new RawStream(server);
                connections.add(connection);
                connection.takeNothing();
                for (int stream = 0; stream < STREAMS; stream++) {
                    connection.get("/settings", 2 * stream + 1);
                }
            }
            for (int i = 0; i < 10; i++) {
                HttpRequest other = HttpRequest.newBuilder(server.uri("/settings"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                assertThat(client.send(other, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
        } finally {
            for (RawStream connection : connections) {
                connection.close();
            }
        }
    }

    private void assertOthersAreAnswered(Duration within, HttpRequest request, HttpResponse.BodyHandler<Void> reader)
            throws Exception {
        List<CompletableFuture<HttpResponse<Void>>> held = new ArrayList<>();
        List<HttpClient> clients = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> client(HttpClient.Version.HTTP_2))
                .toList();
        try {
            for (HttpClient holder : clients) {
                holder.send(request("/settings").build(), BodyHandlers.discarding());
                for (int i = 0; i < STREAMS; i++) {
                    held.add(holder.sendAsync(request, reader));
                }
            }
            for (String path : List.of("/settings", "/console/login.xhtml")) {
                HttpRequest other = request(path).timeout(within).build();
                assertThat(client.send(other, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
        } finally {
            held.forEach(exchange -> exchange.cancel(true));
        }
    }

    /** A body of which nothing ever comes. */
    private static final class Silence implements Flow.Publisher<ByteBuffer> {

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    // for ever later
                }

                @Override
                public void cancel() {
                    // nothing was begun
                }
            });
        }
    }

    /** Takes an answer's headers and none of its bytes. */
    private static final class ReadsNothing implements Flow.Subscriber<List<ByteBuffer>> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            // asks for nothing
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            throw new IllegalStateException("nobody asked for bytes");
        }

        @Override
        public void onError(Throwable failure) {
            // the server has let us go
        }

        @Override
        public void onComplete() {
            throw new IllegalStateException("nobody asked for bytes");
        }
    }
}
