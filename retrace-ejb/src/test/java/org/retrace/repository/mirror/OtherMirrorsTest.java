// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.mirror.Wanted.RULES;
import static org.retrace.repository.mirror.Wanted.content;
import static org.retrace.repository.mirror.Wanted.path;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only FTP and rsync do. */
class OtherMirrorsTest {

    private static final byte[] CONTENT = content(300_000);

    private final Path tree;
    private final Path target;

    OtherMirrorsTest(@TempDir Path directory) throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        target = Files.createDirectories(directory.resolve("here")).resolve("a.rpm");
        Files.write(tree.resolve("a.rpm"), CONTENT);
    }

    private Download wanted() {
        return Wanted.file("a.rpm", CONTENT, target);
    }

    private Path partial() {
        return target.resolveSibling("a.rpm.part");
    }

    @Test
    void ftpIsAskedForTheRestOnly() throws Exception {
        Files.write(partial(), Arrays.copyOf(CONTENT, 1000));
        try (TestFtpServer server = new TestFtpServer(tree)) {
            Mirror.at(server.address() + "/", RULES).fetch(wanted());
            assertThat(server.commands()).contains("REST 1000", "RETR /a.rpm", "USER anonymous");
        }
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void ftpThatHangsUpIsLeft() throws Exception {
        try (TestFtpServer server = new TestFtpServer(
                tree, command -> command.startsWith("RETR") ? FtpletResult.DISCONNECT : FtpletResult.DEFAULT)) {
            assertThatThrownBy(() -> Mirror.at(server.address(), RULES).fetch(wanted()))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageStartingWith(server.address() + ": ");
        }
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void ftpThatLetsNobodyInIsLeft() throws Exception {
        try (TestFtpServer server = new TestFtpServer(
                tree, command -> command.startsWith("USER") ? FtpletResult.DISCONNECT : FtpletResult.DEFAULT)) {
            assertThatThrownBy(() -> Mirror.at(server.address(), RULES).fetch(wanted()))
                    .isInstanceOf(MirrorException.class);
        }
    }

    @Test
    void ftpThatNeverStopsTalkingIsLeft() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> talk(server));
            talker.setDaemon(true);
            talker.start();
            Mirror mirror = Mirror.at("ftp://127.0.0.1:" + server.getLocalPort(), RULES);
            assertThatThrownBy(() -> mirror.fetch(wanted()))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageEndingWith("it says too much");
        }
    }

    private static void talk(ServerSocket server) {
        byte[] much = "220-".concat("x".repeat(1 << 16)).getBytes(StandardCharsets.US_ASCII);
        try (Socket client = server.accept()) {
            while (true) {
                client.getOutputStream().write(much);
            }
        } catch (IOException e) {
            // the client has had enough
        }
    }

    @Test
    void ftpAndRsyncGoThroughTheProxy() throws Exception {
        try (TestProxy proxy = new TestProxy();
                TestFtpServer ftp = new TestFtpServer(tree);
                TestRsyncDaemon rsync = new TestRsyncDaemon(tree)) {
            Mirror.at(ftp.address(), Wanted.through(proxy.address())).fetch(wanted());
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(proxy.requests()).hasSize(2).allMatch(line -> line.startsWith("CONNECT 127.0.0.1:"));
            Files.delete(target);
            Mirror.at(rsync.address(), Wanted.through(proxy.address())).fetch(wanted());
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(proxy.requests()).hasSize(3);
        }
    }

    @Test
    void ftpAndRsyncAreContinuedAfterACut() throws Exception {
        try (TestProxy proxy = new TestProxy(100_000);
                TestFtpServer ftp = new TestFtpServer(tree);
                TestRsyncDaemon rsync = new TestRsyncDaemon(tree)) {
            for (String address : List.of(ftp.address(), rsync.address())) {
                assertThatThrownBy(() -> Mirror.at(address, Wanted.through(proxy.address()))
                                .fetch(wanted()))
                        .isInstanceOf(MirrorException.class);
                assertThat(Files.size(partial())).isBetween(1000L, 100_000L);
                Mirror.at(address, RULES).fetch(wanted());
                assertThat(target).hasBinaryContent(CONTENT);
                Files.delete(target);
            }
            assertThat(ftp.commands()).contains("REST 100000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1:", "rsync://127.0.0.1:"})
    void ftpAndRsyncThatSayNothingAreLeft(String start) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Mirror mirror = Mirror.at(start + server.getLocalPort() + "/tree", Wanted.IMPATIENT);
            assertThatThrownBy(() -> mirror.fetch(wanted()))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageStartingWith(mirror.address() + ": ");
            assertThatThrownBy(() -> mirror.look(path("a.rpm"), SmallFile.Version.NONE, 10))
                    .isInstanceOf(MirrorException.class);
            assertThat(target.getParent()).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1:", "rsync://127.0.0.1:"})
    void ftpAndRsyncEndWhenInterrupted(String start) throws Exception {
        Thread test = Thread.currentThread();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Mirror mirror = Mirror.at(start + server.getLocalPort() + "/tree", RULES);
            Thread interrupter = new Thread(() -> interruptAfterTheCall(server, test));
            interrupter.start();
            assertThatThrownBy(() -> mirror.fetch(wanted())).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            interrupter.join();
        }
    }

    private static void interruptAfterTheCall(ServerSocket server, Thread caller) {
        try (Socket client = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            caller.interrupt();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void rsyncSaysWhatTheDaemonSaid() throws Exception {
        try (TestRsyncDaemon daemon = new TestRsyncDaemon(tree)) {
            String address = daemon.address().replace("/tree", "/none");
            assertThatThrownBy(() -> Mirror.at(address, RULES).fetch(wanted()))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageStartingWith(address + ": does not give a.rpm: ")
                    .hasMessageContaining("Unknown module 'none'");
        }
    }

    @Test
    void rsyncSaysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() ->
                        Mirror.at("rsync://127.0.0.1:" + port + "/tree", RULES).fetch(wanted()))
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("Connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b.rpm", "*.rpm", "a$(id).rpm", "a;b.rpm", "`id`.rpm", "a[1].rpm", "ä.rpm", "--help", "a/-e"})
    void rsyncIsNotAskedForWhatItCouldMisunderstand(String name) throws Exception {
        Files.write(tree.resolve("a b.rpm"), CONTENT);
        try (TestRsyncDaemon daemon = new TestRsyncDaemon(tree)) {
            assertThatThrownBy(() -> Mirror.at(daemon.address(), RULES).fetch(Wanted.file(name, CONTENT, target)))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageEndingWith("rsync is not asked for \"" + name + "\"");
        }
    }

    @Test
    void aDirectoryGivesNoPipes() throws IOException {
        assertThatThrownBy(() -> Mirror.at("/dev", RULES).fetch(Wanted.file("zero", CONTENT, target)))
                .hasMessage("/dev: zero is not there");
        assertThatThrownBy(() -> Mirror.at("/dev", RULES).look(path("zero"), SmallFile.Version.NONE, 10))
                .hasMessage("/dev: zero is not there");
    }
}
