// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;
import org.retrace.repository.store.Trees;

/**
 * The spike of chapter 6 of the retrace server's manual: two coredumps of each of four sizes, packed by {@code xz -2},
 * sent at the same time to a server with the default limits.
 */
final class Spike {

    /** OpenOffice, evince, thunderbird, firefox: 116, 73, 218 and 172 MB. */
    private static final List<Integer> MEBIBYTES = List.of(111, 70, 208, 164);

    private static final int PERCENT_FILES = 5;
    private static final int LOOK_MILLIS = 200;

    private final Path directory;
    private final AtomicLong peakTasks = new AtomicLong();
    private final AtomicLong peakPackages = new AtomicLong();

    /** @param directory for what is thrown away */
    Spike(Path directory) {
        this.directory = directory;
    }

    /** A table, what the manual says beside what was measured. */
    String measure() throws Exception {
        List<Path> uploads = new ArrayList<>();
        double packing = 0;
        long unpacked = 0;
        for (int mebibytes : MEBIBYTES) {
            Path crash = directory.resolve("spike-" + mebibytes);
            TestDistribution.hoard(crash, mebibytes, PERCENT_FILES);
            packing += 2
                    * seconds(() ->
                            shell(crash, "tar c coredump executable package os_release | xz -2 -T1 > upload.tar.xz"));
            unpacked += 2 * Files.size(crash.resolve("coredump"));
            uploads.addAll(List.of(crash.resolve("upload.tar.xz"), crash.resolve("upload.tar.xz")));
        }
        ServerHome server = ServerHome.fresh("bench-home");
        server.start();
        try {
            server.index(TestDistribution.rpms());
            return run(server, uploads, packing, unpacked);
        } finally {
            server.stop();
            Trees.remove(directory);
        }
    }

    private String run(ServerHome server, List<Path> uploads, double packing, long unpacked) throws Exception {
        var looks = Executors.newSingleThreadScheduledExecutor();
        var looking = looks.scheduleWithFixedDelay(() -> look(server), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        ExecutorService senders = Executors.newFixedThreadPool(uploads.size());
        try {
            ClassicClient client = new ClassicClient(server);
            long begin = System.nanoTime();
            List<Callable<ClassicClient.Task>> sending = new ArrayList<>();
            uploads.forEach(upload -> sending.add(() -> client.upload(upload)));
            List<ClassicClient.Task> tasks = new ArrayList<>();
            for (Future<ClassicClient.Task> task : senders.invokeAll(sending)) {
                tasks.add(task.get());
            }
            double accepted = (System.nanoTime() - begin) / 1e9;
            for (ClassicClient.Task task : tasks) {
                String status = client.await(task).status();
                if (!status.equals("FINISHED_SUCCESS")
                        || !client.get(task, "/backtrace").body().contains("hoard.c:")) {
                    throw new AssertionError(
                            status + ": " + client.get(task, "/log").body());
                }
            }
            double retraced = (System.nanoTime() - begin) / 1e9;
            return table(uploads, packing, unpacked, List.of(accepted, retraced));
        } finally {
            looking.cancel(false);
            looks.shutdown();
            senders.shutdown();
        }
    }

    private String table(List<Path> uploads, double packing, long unpacked, List<Double> times) throws IOException {
        long packed = 0;
        for (Path upload : uploads) {
            packed += Files.size(upload);
        }
        StringBuilder table =
                new StringBuilder("%n| the spike of eight crashes | the manual | here |%n|---|---|---|%n".formatted());
        row(table, "packing, one after the other, s", "53.6", packing);
        row(table, "packed, MB", "71.4", packed / 1e6);
        row(table, "unpacked, MB", "1158", unpacked / 1e6);
        row(table, "all eight received and unpacked, s", "19.4 to unpack", times.get(0));
        row(table, "all eight retraced, s from the beginning", "", times.get(1));
        row(table, "peak disk of the tasks, MB", "1158", peakTasks.get() / 1e6);
        row(table, "peak disk of unpacked packages, MB", "8000 in eight roots", peakPackages.get() / 1e6);
        return table.toString();
    }

    private static void row(StringBuilder table, String what, String manual, double here) {
        table.append(String.format(Locale.ROOT, "| %s | %s | %.1f |%n", what, manual, here));
    }

    private void look(ServerHome server) {
        peakTasks.accumulateAndGet(used(server.spool()), Math::max);
        peakPackages.accumulateAndGet(used(server.directory().resolve("cache")), Math::max);
    }

    /** Bytes on the disk, as du counts them; files may come and go meanwhile. */
    private static long used(Path tree) {
        try {
            Process du = new ProcessBuilder("du", "-s", "-B1", tree.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(said.split("\t", 2)[0]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(Callable<Integer> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static int shell(Path directory, String command) throws IOException, InterruptedException {
        int status = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .directory(directory.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status);
        }
        return status;
    }
}
