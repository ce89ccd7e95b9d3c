// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server is killed while the debugger runs, and started again. */
class KillIT {

    @Test
    void goesOnFromTheStepThatWasCutOff() throws IOException {
        TestDistribution.build();
        ServerHome server = ServerHome.fresh("kill-home");
        server.start();
        try {
            server.index(TestDistribution.rpms());
            ClassicClient client = new ClassicClient(server);
            ClassicClient.Task task = client.upload(TestDistribution.archive("plugin", "tar.xz"));
            client.awaitSentence(task, "Generating backtrace");

            kill(server.serverPid());
            server.start();
            ClassicClient.Ended ended = client.await(task);

            String log = client.get(task, "/log").body();
            assertThat(ended.status()).as(log).isEqualTo("FINISHED_SUCCESS");
            assertThat(log).containsOnlyOnce("identify: started").containsOnlyOnce("assemble: started");
            assertThat(log.split("debug: started", -1)).as(log).hasSizeGreaterThan(2);
            assertThat(leftovers(server, task)).isEmpty();
        } finally {
            server.stop();
        }
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static List<String> leftovers(ServerHome server, ClassicClient.Task task) throws IOException {
        try (Stream<Path> files = Files.list(server.spool().resolve(task.id()))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.equals("work") || n.equals("crash") || n.endsWith(".tmp"))
                    .toList();
        }
    }
}
