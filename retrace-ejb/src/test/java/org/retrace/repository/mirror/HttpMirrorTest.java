// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.mirror.TestHttpServer.cut;
import static org.retrace.repository.mirror.TestHttpServer.redirect;
import static org.retrace.repository.mirror.TestHttpServer.status;
import static org.retrace.repository.mirror.Wanted.IMPATIENT;
import static org.retrace.repository.mirror.Wanted.RULES;
import static org.retrace.repository.mirror.Wanted.content;
import static org.retrace.repository.mirror.Wanted.path;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;

class HttpMirrorTest {

    private static final byte[] CONTENT = content(300_000);

    private final Path target;
    private final TestHttpServer server = new TestHttpServer().with("/a.rpm", CONTENT);

    HttpMirrorTest(@TempDir Path directory) throws IOException {
        target = directory.resolve("a.rpm");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private Mirror mirror() throws IOException {
        return Mirror.at(server.address(), RULES);
    }

    private Download wanted() {
        return Wanted.file("a.rpm", CONTENT, target);
    }

    private Path partial() {
        return target.resolveSibling("a.rpm.part");
    }

    @Test
    void asksForTheRestOnlyAndOnlyOfTheSameState() throws IOException {
        server.next(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            cut(CONTENT, 0, 1000, 300_000).to(exchange);
        });
        assertThatThrownBy(() -> mirror().fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageStartingWith(server.address() + ": IO: ");
        assertThat(partial()).hasBinaryContent(Arrays.copyOf(CONTENT, 1000));
        mirror().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.requests()).containsExactly("GET /a.rpm", "GET /a.rpm Range=bytes=1000- If-Range=\"one\"");
        assertThat(target.resolveSibling(".").toFile().list()).containsExactly("a.rpm");
    }

    @Test
    void continuesWithoutTheTagOfAnotherMirror() throws IOException {
        Files.write(partial(), Arrays.copyOf(CONTENT, 1000));
        Files.writeString(partial().resolveSibling("a.rpm.part.from"), "http://other\n\"one\"\n");
        mirror().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.requests()).containsExactly("GET /a.rpm Range=bytes=1000-");
    }

    @Test
    void continuesByDateWhereTheTagIsWeak() throws IOException {
        server.next(exchange -> {
            exchange.getResponseHeaders().set("ETag", "W/\"one\"");
            exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
            cut(CONTENT, 0, 1000, 300_000).to(exchange);
        });
        assertThatThrownBy(() -> mirror().fetch(wanted())).isInstanceOf(MirrorException.class);
        mirror().fetch(wanted());
        assertThat(server.requests().get(1)).endsWith("If-Range=Thu, 01 Jan 2026 00:00:00 GMT");
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-9/300000", "bytes 1001-299999/300000", "", "bytes 1000"})
    void startsAfreshWhenAnotherRangeComes(String range) throws IOException {
        Files.write(partial(), Arrays.copyOf(CONTENT, 1000));
        server.next(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", range);
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(CONTENT, 0, 10);
        });
        mirror().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.requests()).containsExactly("GET /a.rpm Range=bytes=1000-", "GET /a.rpm");
    }

    @Test
    void takesTheWholeWhereRangesAreNotKnown() throws IOException {
        Files.write(partial(), content(1000));
        server.next(cut(CONTENT, 0, 300_000, 300_000));
        mirror().fetch(wanted());
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void startsAfreshOnlyOnce() throws IOException {
        Files.write(partial(), content(1000));
        server.answering("/a.rpm", exchange -> {
            boolean range = TestHttpServer.header(exchange, "Range").isPresent();
            exchange.sendResponseHeaders(range ? 416 : 200, range ? -1 : 300_000);
            if (!range) {
                exchange.getResponseBody().write(content(300_001), 0, 300_000);
            }
        });
        assertThatThrownBy(() -> mirror().fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("a.rpm has SHA-256 ");
        assertThat(server.requests()).hasSize(2);
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void readsNothingOfAnAnswerThatClaimsTooMuch() {
        server.next(cut(CONTENT, 0, 10, 300_001));
        assertThatThrownBy(() -> mirror().fetch(wanted()))
                .hasMessageContaining("a.rpm has more than the 300000 bytes it may have");
    }

    @Test
    void saysWhenAnAnswerClaimsTooLittle() {
        server.next(cut(CONTENT, 0, 1000, 1000));
        assertThatThrownBy(() -> mirror().fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("a.rpm ended after 1000 of 300000 bytes");
        assertThat(partial()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503, 204, 304, 206})
    void saysWhatWasAnswered(int status) {
        server.next(status(status)).next(status(status));
        assertThatThrownBy(() -> mirror().look(path("a.rpm"), SmallFile.Version.NONE, 10))
                .isInstanceOf(MirrorException.class)
                .hasMessage(server.address() + ": answers " + status + " to a.rpm");
        assertThatThrownBy(() -> mirror().fetch(wanted())).isInstanceOf(MirrorException.class);
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void refusesASmallFileThatIsNot() {
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
        });
        assertThatThrownBy(() -> mirror().look(path("a.rpm"), SmallFile.Version.NONE, 999))
                .hasMessageEndingWith("a.rpm has more than 999 bytes");
    }

    @Test
    void followsToOtherHostsAndFiveTimes() throws IOException {
        try (TestHttpServer other = new TestHttpServer().with("/there/b", CONTENT)) {
            server.answering("/a.rpm", redirect("/1"))
                    .answering("/1", redirect("2"))
                    .answering("/2", redirect(server.address() + "/3"))
                    .answering("/3", redirect("./4"))
                    .answering("/4", redirect(other.address() + "/there/b"));
            mirror().fetch(wanted());
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(other.requests()).containsExactly("GET /there/b");
        }
    }

    @Test
    void followsNoLoop() {
        server.answering("/a.rpm", redirect("/a.rpm"));
        assertThatThrownBy(() -> mirror().fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageEndingWith("sends a.rpm elsewhere more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/b, https://c/d, true",
        "https://a/b, https://c/d, true",
        "https://a/b, /d, true",
        "https://a/b, //c/d, true",
        "https://a/b, http://c/d, false",
        "https://a/b, http://a/b, false",
        "http://a/b, ftp://c/d, false",
        "http://a/b, file:///etc/passwd, false",
        "http://a/b, http://me:secret@c/d, false",
        "http://a/b, http://c:99999/, false",
        "http://a/b, 'http://c d/', false",
        "http://a/b, '', false",
        "http://a/b, 'http:', false",
    })
    void followsOnlyToWhereItMay(URI from, String location, boolean follows) throws IOException {
        HttpMirror mirror = new HttpMirror(from.toString(), RULES);
        if (follows) {
            assertThat(mirror.redirected(from, location)).isEqualTo(from.resolve(location));
        } else {
            assertThatThrownBy(() -> mirror.redirected(from, location))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageContaining("to \"" + location + "\"");
        }
    }

    @Test
    void leavesAMirrorThatStalls() throws IOException {
        server.next(server.stall(CONTENT, 1000, 300_000));
        Mirror mirror = Mirror.at(server.address(), IMPATIENT);
        assertThatThrownBy(() -> mirror.fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageStartingWith(server.address() + ": it sent nothing for 500 ms");
        assertThat(partial()).hasSize(1000);
        server.next(server.stall(CONTENT, 5, 10));
        assertThatThrownBy(() -> mirror.look(path("a.rpm"), SmallFile.Version.NONE, 10))
                .hasMessageStartingWith(server.address() + ": it sent nothing for 500 ms");
    }

    @Test
    void leavesAMirrorThatDoesNotAnswer() throws IOException {
        server.next(server.silence());
        assertThatThrownBy(() -> Mirror.at(server.address(), IMPATIENT).fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessage(server.address() + ": no answer within 500 ms");
    }

    @Test
    void leavesAMirrorThatIsTooSlow() throws IOException {
        TransferRules rules = new TransferRules(Duration.ofMillis(500), 1 << 30, 1 << 20, Optional.empty());
        server.next(server.trickle(CONTENT));
        Mirror mirror = Mirror.at(server.address(), rules);
        assertThatThrownBy(() -> mirror.fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageMatching(server.address() + ": it sent only [0-9]+ bytes in [0-9]+ s");
    }

    @Test
    void saysWhyThereIsNoConnection() throws IOException {
        String address = server.address();
        server.close();
        assertThatThrownBy(() -> Mirror.at(address, RULES).fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageStartingWith(address + ": ")
                .hasMessageContaining("connection failed");
    }

    @Test
    void endsATransferThatIsInterrupted() throws InterruptedException {
        server.next(server.stall(CONTENT, 1000, 300_000));
        Thread test = Thread.currentThread();
        Download download = new Download(path("a.rpm"), target, wanted().size(), wanted().checksum(), bytes -> {
            if (bytes > 0) {
                test.interrupt();
            }
        });
        assertThatThrownBy(() -> mirror().fetch(download)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(partial()).hasSize(1000);
    }

    @Test
    void asksAProxy() throws IOException {
        try (TestProxy proxy = new TestProxy()) {
            Mirror.at(server.address(), Wanted.through(proxy.address())).fetch(wanted());
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(proxy.requests()).containsExactly("GET " + server.address() + "/a.rpm HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relative/path",
                "gopher://a/b",
                "http:///b",
                "http://me:secret@a/b",
                "http://a/b?c",
                "http://a/b#c",
                "http://a_b/c",
                "http://a:99999/",
                "rsync://a",
                "rsync://a/",
                "rsync://a/m%20n",
                "rsync://a/m*",
                "rsync://a/-e",
                "-e sh",
                "/nul\0byte",
                "file:///nul%00byte",
                "file://host/path",
                "a:b"
            })
    void takesNoOtherAddresses(String address) {
        assertThatThrownBy(() -> Mirror.at(address, RULES))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("mirror: ");
    }
}
