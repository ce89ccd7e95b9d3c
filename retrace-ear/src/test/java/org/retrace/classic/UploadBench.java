// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.retrace.it.ClassicClient;
import org.retrace.it.HoldPlaces;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;
import org.retrace.repository.store.Trees;

/**
 * What uploads cost: run by {@code ./retrace bench upload}, never by the tests. Each upload of a coredump of 320 MiB
 * stands beside the native tools at the same file in the same run; no task is retraced meanwhile.
 */
class UploadBench {

    private static final int RUNS = 5;
    private static final int AT_ONCE = 10;
    private static final int REQUESTS = 2000;

    private final Path directory = Path.of("target", "bench-upload").toAbsolutePath();

    /**
     * A way to pack the coredump.
     *
     * @param pack the command that packs standard input to standard output
     * @param unpack the command that unpacks
     */
    private record Form(String name, String contentType, String pack, String unpack) {}

    private static final List<Form> FORMS = List.of(
            new Form("tar", "application/x-tar", "cat", "cat"),
            new Form("tar.gz", "application/x-gzip", "gzip -c", "gzip -dc"),
            new Form("tar.zst", "application/zstd", "zstd -qc -T1", "zstd -qdc"),
            new Form("tar.xz, one block", "application/x-xz", "xz -2 -T1 -c", "xz -dc -T1"),
            new Form("tar.xz, many blocks", "application/x-xz", "xz -2 -T2 -c", "xz -dc"),
            new Form("tar.xz, many blocks, xz -T2", "application/x-xz", "xz -2 -T2 -c", "xz -dc -T2"));

    @Test
    void measuresUploads() throws Exception {
        TestDistribution.build();
        Trees.remove(directory);
        Files.createDirectories(directory);
        StringBuilder table = new StringBuilder();
        ServerHome server = ServerHome.fresh(
                "bench-home",
                "retrace.max-packed-size=4096",
                "retrace.max-unpacked-size=4096",
                "retrace.max-parallel-tasks=1");
        server.start();
        try {
            server.index(TestDistribution.rpms());
            ClassicClient client = new ClassicClient(server);
            client.await(client.upload(TestDistribution.archive("null", "tar.gz")));
            new HoldPlaces(server).hold(List.of("IDENTIFY before"));
            client.upload(TestDistribution.archive("null", "tar.gz"));
            makeCoredump();
            forms(server, table);
            together(server, table);
            requests(server, table);
        } finally {
            server.stop();
            Trees.remove(directory);
        }
        table.append(new Spike(directory).measure());
        Files.writeString(Path.of("target", "bench-upload.md"), table);
    }

    private void makeCoredump() throws IOException, InterruptedException {
        TestDistribution.hoard(directory, 320, 25);
        shell("tar cf crash.tar coredump executable package");
    }

    private void forms(ServerHome server, StringBuilder table) throws Exception {
        long bytes = Files.size(directory.resolve("coredump"));
        table.append("coredump of %d MiB%n%n".formatted(bytes >> 20));
        table.append(
                "| seconds, median of %d | packed MiB | native tool, tar x | upload to 201 | ratio |%n|---|---|---|---|---|%n"
                        .formatted(RUNS));
        for (Form form : FORMS) {
            Path packed = directory.resolve("packed");
            shell(form.pack() + " < crash.tar > packed");
            List<Double> tool = new ArrayList<>();
            List<Double> upload = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                shell("rm -rf out; mkdir out");
                tool.add(seconds(() -> shell(form.unpack() + " < packed | tar x -C out && sync -f out")));
                upload.add(seconds(() -> upload(server, packed, form)));
            }
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.2f | %.2f |%n",
                    form.name(),
                    Files.size(packed) >> 20,
                    median(tool),
                    median(upload),
                    median(upload) / median(tool)));
        }
    }

    private static int upload(ServerHome server, Path packed, Form form) throws IOException {
        HttpResponse<String> response = new ClassicClient(server).post(packed, form.contentType());
        if (response.statusCode() != 201) {
            throw new AssertionError(form.name() + ": " + response.statusCode() + " " + response.body());
        }
        Trees.remove(server.spool()
                .resolve(response.headers().firstValue("X-Task-Id").orElseThrow())
                .resolve("crash"));
        return response.statusCode();
    }

    /** Ten at once; the server's heap is 512 MiB. */
    private void together(ServerHome server, StringBuilder table) throws Exception {
        Form form = FORMS.get(3);
        shell(form.pack() + " < crash.tar > packed");
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Integer>> uploads =
                    Collections.nCopies(AT_ONCE, () -> upload(server, directory.resolve("packed"), form));
            long begin = System.nanoTime();
            int accepted = 0;
            for (Future<Integer> upload : threads.invokeAll(uploads)) {
                accepted += upload.get() == 201 ? 1 : 0;
            }
            table.append(String.format(
                    Locale.ROOT,
                    "%n%d of %d such uploads (%s) at once accepted within a heap of 512 MiB, in %.1f s%n%n",
                    accepted,
                    AT_ONCE,
                    form.name(),
                    (System.nanoTime() - begin) / 1e9));
        } finally {
            threads.shutdown();
        }
    }

    private static void requests(ServerHome server, StringBuilder table) throws Exception {
        ClassicClient client = new ClassicClient(server);
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        fill(server, 5_000_000_000L, 100);
        double fewSettings = perSecond(() -> client.get("/settings").statusCode());
        double fewStatuses = perSecond(() -> client.get(task, "").statusCode());
        fill(server, 6_000_000_000L, 100_000);
        double manySettings = perSecond(() -> client.get("/settings").statusCode());
        double manyStatuses = perSecond(() -> client.get(task, "").statusCode());
        table.append(
                "| requests a second, one client | 100 tasks | 100,000 tasks | time, ratio |\n|---|---|---|---|\n");
        table.append(row("/settings", fewSettings, manySettings));
        table.append(row("/{id}", fewStatuses, manyStatuses));
    }

    private static void fill(ServerHome server, long from, int tasks) throws Exception {
        server.execute("insert into issued_task_id select " + from + " + i from generate_series(1, " + tasks + ") i");
        server.execute(
                "insert into retrace_task (id, arrival, type, state, created_at, started_at, finished_at) select "
                        + from + " + i, " + from + " + i, 0, 'SUCCESS', now(), now(), now() from generate_series(1, "
                        + tasks
                        + ") i");
        server.execute("vacuum analyze retrace_task");
    }

    private static String row(String path, double few, double many) {
        return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %.2f |%n", path, few, many, few / many);
    }

    private static double perSecond(Callable<Integer> request) throws Exception {
        for (int i = 0; i < REQUESTS / 4; i++) {
            request.call();
        }
        return REQUESTS
                / seconds(() -> {
                    int sum = 0;
                    for (int i = 0; i < REQUESTS; i++) {
                        sum += request.call();
                    }
                    return sum;
                });
    }

    private static double seconds(Callable<Integer> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    private int shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("shell.log").toFile())
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(
                    command + " ended with " + status + ": " + Files.readString(directory.resolve("shell.log")));
        }
        return status;
    }
}
