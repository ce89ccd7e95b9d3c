// SPDX-License-Identifier: Apache-2.0
package org.retrace.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** Sends a crash twice a second, to either server, and remembers those that were accepted. */
final class Uploader implements Runnable {

    private static final long PERIOD_MILLISECONDS = 500;

    private final List<ClassicClient> clients;
    private final List<ClassicClient.Task> accepted = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Random random;
    private final AtomicInteger refused = new AtomicInteger();

    Uploader(List<ServerHome> servers, Random random) {
        this.clients = servers.stream().map(ClassicClient::new).toList();
        this.random = random;
    }

    /** What was answered with 201. */
    List<ClassicClient.Task> accepted() {
        return accepted;
    }

    /** How many uploads got another answer, or none. */
    int refused() {
        return refused.get();
    }

    void end() {
        end.countDown();
    }

    @Override
    public void run() {
        try {
            while (!end.await(PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                upload(clients.get(random.nextInt(clients.size())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void upload(ClassicClient client) {
        try {
            HttpResponse<String> response =
                    client.post(TestDistribution.archive("plugin", "tar.gz"), "application/x-gzip");
            if (response.statusCode() == 201) {
                accepted.add(new ClassicClient.Task(
                        response.headers().firstValue("X-Task-Id").orElseThrow(),
                        response.headers().firstValue("X-Task-Password").orElseThrow()));
            } else {
                refused.incrementAndGet();
            }
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }
}
