// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** Clients that ask for much and read nothing of it are let go. */
@ExtendWith(SharedServer.class)
class SlowReadersIT {

    /** More than there are threads. */
    private static final int MANY = 460;

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    @Test
    void othersAreAnsweredAlthoughManyReadNothing() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
        try (RandomAccessFile backtrace = new RandomAccessFile(
                server.spool().resolve(task.id()).resolve("retrace_backtrace").toFile(), "rw")) {
            backtrace.setLength(256 << 20);
        }
        List<Exchange> readers = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Exchange reader = new Exchange(server);
                readers.add(reader);
                reader.send(Exchange.head("GET /" + task.id() + "/backtrace", "X-Task-Password: " + task.password()));
            }
            assertThat(Exchange.ask(server, "GET /settings").status()).isEqualTo(200);
        } finally {
            for (Exchange reader : readers) {
                reader.close();
            }
        }
    }
}
