// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What would hurt a server that trusted it; behind each, nothing is left and a crash is retraced as always. */
@ExtendWith(SharedServer.class)
class HostileUploadIT {

    private static final int MEBIBYTE = 1 << 20;

    /** Of what a server at rest opens and closes by itself: connections to the database, threads of pools. */
    private static final int TOLERATED = 60;

    /** Less than what any of the uploads here unpacks to. */
    private static final long TOLERATED_HEAP = 24L * MEBIBYTE;

    private static long heapBefore;

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);
    private List<String> spoolBefore = List.of();
    private long filesBefore;
    private long threadsBefore;

    /** The server has done everything once before, so that its caches are as warm as they will be. */
    @BeforeAll
    static void rememberTheHeap() throws IOException {
        new HostileUploadIT().aCrashIsRetraced();
        heapBefore = SharedServer.home().liveHeap();
    }

    @AfterAll
    static void noHeapIsLost() throws IOException {
        assertThat(SharedServer.home().liveHeap()).isLessThan(heapBefore + TOLERATED_HEAP);
    }

    @BeforeEach
    void rememberWhatTheServerHolds() throws IOException {
        aCrashIsRetraced();
        spoolBefore = spool();
        filesBefore = count("fd");
        threadsBefore = count("task");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(spool()).isEqualTo(spoolBefore);
        assertThat(count("fd")).isLessThan(filesBefore + TOLERATED);
        assertThat(count("task")).isLessThan(threadsBefore + TOLERATED);
        aCrashIsRetraced();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2", "sparse"})
    void aBombIsStoppedAtTheLimit(String kind) throws IOException {
        byte[] bomb = kind.equals("sparse")
                ? sparse(1L << 40)
                : compressed(
                        kind,
                        new Tar().file("coredump", new byte[32 * MEBIBYTE]).bytes());
        try (Options options = new Options(server).with("retrace.max-unpacked-size", "16", "1024")) {
            assertThat(options).isNotNull();
            refused(bomb, 413, "Specified archive's content is too large");
        }
    }

    @Test
    void tenGigabytesAreOnlyClaimed() throws IOException {
        byte[] size = "20 size=10737418240\n".getBytes(StandardCharsets.US_ASCII);
        refused(
                new Tar()
                        .entry("pax", (byte) 'x', "", size)
                        .claim("coredump", 1)
                        .bytes(),
                400,
                "Unable to unpack archive");
        refused(new Tar().claim("coredump", (8L << 30) - 1).bytes(), 400, "Unable to unpack archive");
    }

    @Test
    void aMillionEntriesAreNotRead() throws IOException {
        byte[] record = Arrays.copyOf(new Tar().link("x", (byte) 'g', "").bytes(), 512);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new java.util.zip.GZIPOutputStream(bomb)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(record);
            }
        }
        refused(bomb.toByteArray(), 400, "Unable to unpack archive");
    }

    @Test
    void aTarInTheTarIsNoCoredump() throws IOException {
        refused(new Tar().file("coredump", Tar.ofCrash().bytes()).bytes(), 403, "File 'coredump' is not a coredump");
    }

    @Test
    void longNamesAreShown() throws IOException {
        String name = "n".repeat(4000);
        byte[] gnu = new Tar()
                .entry("././@LongLink", (byte) 'L', "", (name + "\0").getBytes(StandardCharsets.US_ASCII))
                .file("x", "x")
                .bytes();
        String attribute = " path=" + name + "\n";
        byte[] pax = new Tar()
                .entry(
                        "pax",
                        (byte) 'x',
                        "",
                        ((attribute.length() + 4) + attribute).getBytes(StandardCharsets.US_ASCII))
                .file("x", "x")
                .bytes();

        for (byte[] archive : List.of(gnu, pax)) {
            Exchange.Answer answer = Exchange.upload(server, archive, "application/x-tar");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).startsWith("File 'nnn").hasSizeLessThan(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a/../coredump", "coredump/.", "core\nX-Evil: 1"})
    void pathsStayInside(String name) throws IOException {
        Exchange.Answer answer =
                Exchange.upload(server, new Tar().file(name, "x").bytes(), "application/x-tar");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).doesNotContainKey("x-evil");
    }

    @Test
    void linksAndDevicesAreRefused() throws IOException {
        for (byte kind : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            assertThat(Exchange.upload(
                                    server,
                                    new Tar()
                                            .link("coredump", kind, "/dev/zero")
                                            .bytes(),
                                    "application/x-tar")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void brokenArchivesAreRefusedWhereverTheyBreak() throws IOException {
        byte[] whole = new Tar()
                .file("package", "toaster-1-1")
                .file("executable", "/x")
                .gzip();
        for (int at = 0; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x55;
            assertThat(Exchange.upload(server, flipped, "application/x-gzip").status())
                    .isIn(400, 403);
            byte[] cut = Arrays.copyOf(whole, at);
            assertThat(Exchange.upload(server, cut, "application/x-gzip").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void idleConnectionsKeepNobodyOut() throws IOException {
        List<Exchange> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(new Exchange(server));
            }
            assertThat(Exchange.ask(server, "GET /settings").status()).isEqualTo(200);
            aCrashIsRetraced();
        } finally {
            for (Exchange exchange : idle) {
                exchange.close();
            }
        }
        awaitTheirEnd();
    }

    private void awaitTheirEnd() throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (count("fd") >= filesBefore + TOLERATED && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        spoolBefore = spool();
    }

    @Test
    void aFloodOfHeadersEndsTheConnection() throws IOException {
        try (Exchange flood = new Exchange(server)) {
            StringBuilder headers = new StringBuilder("GET /settings HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < 1000; i++) {
                headers.append("X-Header-").append(i).append(": x\r\n");
            }
            flood.send(headers + "\r\n");
            assertThat(flood.line()).doesNotContain(" 200 ");
        }
        try (Exchange flood = new Exchange(server)) {
            flood.send("GET /settings HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(2 * MEBIBYTE));
            assertThat(flood.line()).doesNotContain(" 200 ");
        } catch (java.net.SocketException e) {
            // the server has closed the connection while we wrote
        }
    }

    /** Each holds what it has sent for as long as it may take to send the rest. */
    @Test
    void longHeadersTakeNoMemory() throws IOException {
        String header = "GET /settings HTTP/1.1\r\nHost: x\r\nX-Long: ";
        assertThat(Exchange.ask(server, "GET /settings", "X-Long: " + "x".repeat(8_000))
                        .status())
                .isEqualTo(200);
        try (Exchange flood = new Exchange(server)) {
            flood.send(header + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(flood.line()).doesNotContain(" 200 ");
        } catch (java.net.SocketException e) {
            // the server has closed the connection while we wrote
        }
        List<Exchange> floods = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                floods.add(new Exchange(server));
                floods.get(i).send(header + "x".repeat(16_000));
            }
            aCrashIsRetraced();
        } finally {
            for (Exchange flood : floods) {
                flood.close();
            }
        }
        awaitTheirEnd();
    }

    @Test
    void numbersOfOtherPeoplesTasksOpenNothing() throws IOException {
        ClassicClient.Task mine = client.upload(TestDistribution.archive("null", "tar.gz"));
        ClassicClient.Task theirs = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(mine);
        client.await(theirs);
        spoolBefore = spool();
        for (String path : List.of("", "/log", "/backtrace", "/exploitable", "/misc/x", "/delete", "/start")) {
            assertThat(Exchange.ask(server, "GET /" + theirs.id() + path, "X-Task-Password: " + mine.password())
                            .body())
                    .isEqualTo("Invalid password");
        }
    }

    private void aCrashIsRetraced() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
    }

    private void refused(byte[] archive, int status, String sentence) throws IOException {
        Exchange.Answer answer = Exchange.upload(server, archive, "application/x-tar");
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(answer.status()).isEqualTo(status);
    }

    /** A GNU sparse file: one byte of data, then a hole to its end. */
    private static byte[] sparse(long realSize) throws IOException {
        byte[] archive = new Tar().file("coredump", "x").bytes();
        for (int field : new int[] {386, 422}) {
            put(archive, field, "00000000000\0");
        }
        put(archive, 398, "00000000001\0");
        put(archive, 410, octal(realSize));
        put(archive, 483, octal(realSize));
        archive[156] = 'S';
        put(archive, 257, "ustar  \0");
        put(archive, 148, "        ");
        long sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xff;
        }
        put(archive, 148, "%06o\0 ".formatted(sum));
        return archive;
    }

    private static String octal(long value) {
        return "%011o\0".formatted(Math.min(value, (1L << 33) - 1));
    }

    private static void put(byte[] archive, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, archive, at, bytes.length);
    }

    private static byte[] compressed(String kind, byte[] content) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (kind) {
                    case "gzip" -> new java.util.zip.GZIPOutputStream(result);
                    case "xz" -> new XZOutputStream(result, new LZMA2Options(0));
                    case "zstd" -> new ZstdOutputStream(result);
                    default -> new BZip2CompressorOutputStream(result);
                }) {
            out.write(content);
        }
        return result.toByteArray();
    }

    private List<String> spool() throws IOException {
        try (Stream<Path> tasks = Files.list(server.spool())) {
            return tasks.map(t -> t.getFileName().toString()).sorted().toList();
        }
    }

    /** Open files or threads of the server. */
    private long count(String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + server.serverPid() + "/" + what))) {
            return entries.count();
        }
    }
}
