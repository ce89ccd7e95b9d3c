// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.retrace.it.ClassicClient;
import org.retrace.it.HoldPlaces;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** SaveDir is full to the last byte: what runs is cut off and waits, what arrives is refused; with room all goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskIT {

    private final ServerHome server;
    private final ClassicClient client;
    private final HoldPlaces places;
    private final SmallDisk disk;
    private final String undisturbed;

    FullDiskIT() throws IOException, SQLException {
        TestDistribution.build();
        server = ServerHome.fresh("full-home", "retrace.min-storage-left=4", "retrace.max-parallel-tasks=1");
        disk = SmallDisk.start(server);
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        undisturbed = backtrace(upload());
        places = new HoldPlaces(server);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        KillIT.await("no left-overs", () -> leftovers().isEmpty());
        assertThat(server.number("select count(*) from retrace_task where state <> 'SUCCESS'"))
                .isZero();
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void goesOnWithWhatRanAndWhatWaitedWhenThereIsRoomAgain() throws Exception {
        places.hold(List.of("ASSEMBLE before"));
        ClassicClient.Task held = upload();
        ClassicClient.Task waiting = upload();
        KillIT.await("a task held", () -> places.held() == 1);
        disk.fill();
        places.letGo();
        KillIT.await(
                "the held task at rest",
                () -> server.number("select count(*) from retrace_task where state = 'RUNNING'") == 0);

        assertThat(client.post(TestDistribution.archive("null", "tar.gz"), "application/x-gzip")
                        .statusCode())
                .isEqualTo(507);
        assertThat(client.get(waiting, "").body()).startsWith("Waiting for a free worker");
        disk.makeRoom();

        assertThat(backtrace(held)).isEqualTo(undisturbed);
        assertThat(backtrace(waiting)).isEqualTo(undisturbed);
    }

    @Test
    void refusesAnUploadWhenTheDiskBecomesFullWhileItArrives() throws Exception {
        byte[] archive = Files.readAllBytes(TestDistribution.archive("null", "tar"));
        String answer;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\nContent-Length: "
                            + archive.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(archive, 0, archive.length / 2);
            out.flush();
            KillIT.await("half of the upload", () -> leftovers().stream().anyMatch(name -> name.endsWith("/crash")));
            disk.fill();
            out.write(archive, archive.length / 2, archive.length - archive.length / 2);
            out.flush();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        disk.makeRoom();

        assertThat(answer).startsWith("HTTP/1.1 507 ").endsWith("There is not enough storage space on the server");
        assertThat(backtrace(upload())).isEqualTo(undisturbed);
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(disk.place(), 2)) {
            return files.map(Path::toString)
                    .filter(name -> name.matches(".*(/work|/crash|\\.tmp|/\\.incoming-[^/]*)"))
                    .toList();
        }
    }

    private ClassicClient.Task upload() throws IOException {
        return client.upload(TestDistribution.archive("null", "tar.gz"));
    }

    private String backtrace(ClassicClient.Task task) throws IOException {
        assertThat(client.await(task).status())
                .as(client.get(task, "/log").body())
                .isEqualTo("FINISHED_SUCCESS");
        return client.get(task, "/backtrace").body();
    }
}
