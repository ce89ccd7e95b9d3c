// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCheckTest {

    private static final String PAGE =
            "<a href=\"../\">../</a><a HREF=\"1/\">1/</a><a href=\"./2/\">2</a><a href=\"?C=N\">";

    private static final String STATE = "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"/>";

    private final Path directory;
    private final HttpServer server;
    private final String mirror;
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    PluginCheckTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        var loopback = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                var listing = path.equals("/")
                        ? PAGE.getBytes(UTF_8)
                        : there.contains(path) ? STATE.getBytes(UTF_8) : new byte[0];
                if (path.startsWith("/moved/")) {
                    exchange.getResponseHeaders().add("Location", path.substring("/moved".length()));
                    exchange.sendResponseHeaders(302, -1);
                } else {
                    exchange.sendResponseHeaders(
                            path.equals("/") || there.contains(path) ? 200 : 404,
                            listing.length == 0 ? -1 : listing.length);
                    exchange.getResponseBody().write(listing);
                }
            }
        });
        server.start();
        mirror = "http://" + loopback.getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path write(String versions, String repos) throws IOException {
        return Files.writeString(
                directory.resolve("crumb.yaml"),
                """
                distribution: crumb
                displayrelease: Crumb Linux
                abrtparser: '^Crumb release ([0-9]+)'
                guessparser: '\\.cr([0-9]+)'
                versionlist: %s
                architectures: [x86_64, i386]
                repos: %s
                """
                        .formatted(versions, repos));
    }

    private int run(String... words) throws Exception {
        return new PluginCheck(directory, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(words));
    }

    private List<String> lines() {
        return out.toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll("^ +[0-9]+ ms +", "").replaceAll(" +", " "))
                .toList();
    }

    @Test
    void triesEveryMirrorOfEachRepositoryVersionAndArchitecture() throws Exception {
        there.addAll(Set.of("/1/x86_64/repodata/repomd.xml", "/1/i386/repodata/repomd.xml"));
        there.addAll(Set.of("/2/x86_64/repodata/repomd.xml", "/2/i386/repodata/repomd.xml"));
        write(
                "[{listing: '%s/'}]".formatted(mirror),
                "[[%1$s/gone/$VER/$ARCH, %1$s/moved/$VER/$ARCH]]".formatted(mirror));
        assertThat(run("check", "crumb")).isZero();
        assertThat(lines())
                .containsExactly(
                        "crumb: the file is right",
                        "versions: 1 2",
                        "repo1 of crumb-1-x86_64",
                        "answers 404 to repodata/repomd.xml " + mirror + "/gone/1/x86_64/",
                        "there " + mirror + "/moved/1/x86_64/",
                        "repo1 of crumb-1-i386",
                        "answers 404 to repodata/repomd.xml " + mirror + "/gone/1/i386/",
                        "there " + mirror + "/moved/1/i386/",
                        "repo1 of crumb-2-x86_64",
                        "answers 404 to repodata/repomd.xml " + mirror + "/gone/2/x86_64/",
                        "there " + mirror + "/moved/2/x86_64/",
                        "repo1 of crumb-2-i386",
                        "answers 404 to repodata/repomd.xml " + mirror + "/gone/2/i386/",
                        "there " + mirror + "/moved/2/i386/",
                        "4 repositories answered, 0 did not");
    }

    @Test
    void failsWhenNoMirrorHasARepository() throws Exception {
        there.add("/1/x86_64/repodata/repomd.xml");
        var file = write("['1']", "[[%s/$VER/$ARCH]]".formatted(mirror));
        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(lines()).endsWith("1 repositories answered, 1 did not", " repo1 of crumb-1-i386");
    }

    @Test
    void triesOneReleaseAlone() throws Exception {
        there.add("/1/x86_64/repodata/repomd.xml");
        write("['1', '2']", "[[%s/$VER/$ARCH]]".formatted(mirror));
        assertThat(run("check", "crumb", "--version", "1", "--arch", "x86_64")).isZero();
        assertThat(run("check", "crumb", "--version", "1", "--arch", "s390x")).isEqualTo(1);
        assertThat(lines()).endsWith("0 repositories answered, 1 did not", " none is for crumb-1-s390x");
    }

    @Test
    void triesThePointReleasesThatAMirrorHas() throws Exception {
        Files.createDirectories(directory.resolve("mirror/1.2/x86_64/repodata"));
        Files.createDirectories(directory.resolve("mirror/2.0"));
        Files.writeString(directory.resolve("mirror/1.2/x86_64/repodata/repomd.xml"), STATE);
        write(
                "['1']",
                "[{mirrors: %1$s/$POINT/$ARCH, points: {listing: %1$s}, architectures: x86_64}]"
                        .formatted(directory.resolve("mirror")));
        assertThat(run("check", "crumb", "--arch", "x86_64")).isZero();
        assertThat(lines())
                .contains("repo1 of crumb-1-x86_64 (1.2)", "there file://" + directory + "/mirror/1.2/x86_64/")
                .noneMatch(line -> line.contains("2.0"));
    }

    @Test
    void saysWhatItCannotReach() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var host = "127.0.0.1:" + closed;
        write("['1']", "[[rsync://%1$s/a/$VER/$ARCH, http://%1$s/$VER/$ARCH, ftp://%1$s/$VER/$ARCH]]".formatted(host));
        assertThat(run("check", "crumb", "--arch", "x86_64")).isEqualTo(1);
        assertThat(lines())
                .anyMatch(line -> line.matches(".*(?i:refused).* rsync://" + host + "/a/1/x86_64/"))
                .anyMatch(line -> line.matches(".*(?i:refused|connect).* http://" + host + "/1/x86_64/"))
                .anyMatch(line -> line.matches(".*(?i:refused|connect).* ftp://" + host + "/1/x86_64/"))
                .endsWith("0 repositories answered, 1 did not", " repo1 of crumb-1-x86_64");
    }

    @Test
    void refusesAStateThatIsNone() throws Exception {
        Files.createDirectories(directory.resolve("mirror/1/x86_64/repodata"));
        Files.writeString(directory.resolve("mirror/1/x86_64/repodata/repomd.xml"), "<html/>");
        write("['1']", "[[%s/$VER/$ARCH]]".formatted(directory.resolve("mirror")));
        assertThat(run("check", "crumb", "--arch", "x86_64")).isEqualTo(1);
        assertThat(lines()).anyMatch(line -> line.startsWith("repomd.xml"));
    }

    @Test
    void printsTheFaultsOfAFile() throws Exception {
        var file = write("[' ']", "[[x]]");
        assertThat(run("check", "crumb")).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith(file + ":"));
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void namesTheNearestPlugin() throws Exception {
        assertThat(run("check", "fedroa", "--arch", "x86_64")).isEqualTo(1);
        assertThat(run("check", "zzz")).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "retrace: there is no plugin 'fedroa', and no such file; the nearest is fedora",
                        "retrace: there is no plugin 'zzz', and no such file; there are almalinux, centos, "
                                + "centos-stream, fedora, opensuse, rhel, rocky");
    }

    @Test
    void listsPluginsAndWhereTheyAreFrom() throws Exception {
        var file = write("['1']", "[[/srv/$VER/$ARCH]]");
        assertThat(run("list")).isZero();
        assertThat(lines())
                .contains("crumb Crumb Linux " + file, "fedora Fedora release shipped")
                .hasSize(9);
        Files.writeString(file, "x");
        assertThat(run("list")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith(file + ":1:1: must be fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "check", "list x", "check a b", "check a --version", "check a --versoin 1", "try a"})
    void saysHowItIsUsed(String words) throws Exception {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("retrace: plugin ");
    }
}
