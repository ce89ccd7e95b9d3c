// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.it.ClassicClient;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * Crashes made to hurt: the task ends within its limits, its log says why, what gdb had said until then is kept,
 * nothing lives on or is left, and the next crash comes back as ever. The server has less memory than gdb may print.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCrashIT {

    private static final String ALL_THREADS = " in this part, which may be incomplete: backtrace of all threads.";

    private static final Duration LONG = Duration.ofSeconds(2);

    private final ServerHome server;
    private final ClassicClient client;
    private final String undisturbed;

    HostileCrashIT() throws IOException {
        TestDistribution.build();
        server = ServerHome.fresh("hostile-home");
        server.environment()
                .put("RETRACE_JAVA_OPTS", "-Xmx192m -Dretrace.max-parallel-tasks=2 -Dretrace.sandbox-memory=512");
        server.start();
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        undisturbed = retrace(TestDistribution.archive("plugin", "tar.gz"), "FINISHED_SUCCESS");
    }

    @AfterEach
    void leavesNothingAndGoesOn() throws Exception {
        assertThat(retrace(TestDistribution.archive("plugin", "tar.gz"), "FINISHED_SUCCESS"))
                .isEqualTo(undisturbed);
        KillIT.await("no left-overs", () -> KillIT.leftovers(server, "/work").isEmpty());
        assertThat(server.number("select count(*) from retrace_task"))
                .isEqualTo(server.number("select count(*) from task_statistics"));
        assertThat(Files.readString(server.directory().resolve("log/server.log")))
                .doesNotContain("OutOfMemoryError");
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void endsAGdbThatComputesForEver() throws IOException {
        server.set("retrace.sandbox-cpu-seconds", "2");
        ClassicClient.Task nothing = client.upload(TestDistribution.hostile("gdb-loops.tar.gz"));
        ClassicClient.Task much = client.upload(TestDistribution.hostile("gdb-loops-in-locals.tar.gz"));

        assertThat(client.await(nothing).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.await(much).status()).isEqualTo("FINISHED_SUCCESS");

        server.set("retrace.sandbox-cpu-seconds", "1800");
        assertThat(client.get(nothing, "/log").body())
                .containsSubsequence(
                        "debug: gdb used up its processor time" + ALL_THREADS,
                        "failed: sign: not one frame of the crashed thread has a function name",
                        "gdb used up its processor time" + ALL_THREADS);
        assertKeepsWhatCameBeforeTheLocals(much, "gdb used up its processor time");
    }

    @Test
    void endsAGdbThatComputesForEverWhenTheTimeOfItsTaskIsUp() throws IOException {
        server.set("retrace.task-timeout", "15");
        ClassicClient.Task nothing = client.upload(TestDistribution.hostile("gdb-loops.tar.gz"));
        ClassicClient.Task much = client.upload(TestDistribution.hostile("gdb-loops-in-locals.tar.gz"));

        assertThat(client.await(nothing).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.await(much).status()).isEqualTo("FINISHED_SUCCESS");

        server.set("retrace.task-timeout", "3600");
        assertThat(client.get(nothing, "/log").body())
                .containsSubsequence(
                        "failed: sign: not one frame of the crashed thread has a function name",
                        "gdb reached its limit of time" + ALL_THREADS);
        assertKeepsWhatCameBeforeTheLocals(much, "gdb reached its limit of time");
    }

    /** The time that earlier steps took, and an earlier claim, is no time for gdb. */
    @Test
    void keepsWhatAGdbHadSaidOfATaskThatWasGivenBack() throws Exception {
        server.execute(
                """
                create function aged() returns trigger language plpgsql as $$
                begin new.run_millis = 3585000; return new; end $$;
                create trigger aged before insert on retrace_task for each row execute function aged();
                """);
        ClassicClient.Task task = client.upload(TestDistribution.hostile("gdb-loops-in-locals.tar.gz"));
        server.execute("drop trigger aged on retrace_task; drop function aged()");

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");

        assertKeepsWhatCameBeforeTheLocals(task, "gdb reached its limit of time");
    }

    @Test
    void keepsWhatAGdbHadSaidThatWasKilledThreeTimes() throws Exception {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("gdb-loops-in-locals.tar.gz"));
        for (int kill = 0; kill < 3; kill++) {
            KillIT.await("a gdb at work", () -> computing().findAny().isPresent());
            computing().forEach(gdb -> {
                gdb.destroyForcibly();
                gdb.onExit().join();
            });
        }

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");

        assertKeepsWhatCameBeforeTheLocals(task, "gdb was ended by signal 9");
    }

    @Test
    void endsAGdbThatTakesAllMemory() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("gdb-endless-stack.tar.gz"));

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");

        assertThat(client.get(task, "/log").body())
                .contains("the backtrace is not whole")
                .contains(ALL_THREADS);
        assertThat(client.get(task, "/backtrace").body())
                .containsPattern("#0 +0x[0-9a-f]+ in first \\(\\)\n#1 +0x[0-9a-f]+ in outer \\(\\)\n")
                .contains("#999 ")
                .contains("== Notes ==");
    }

    @Test
    void cutsWhatAGdbPrintsWithoutEnd() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("gdb-long-names.tar.gz"));

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");

        assertThat(client.get(task, "/log").body())
                .contains("the backtrace is not whole")
                .contains("crash signature /usr/bin/toaster:11:first:nnn");
        Path backtrace = server.spool().resolve(task.id()).resolve("retrace_backtrace");
        assertThat(Files.size(backtrace)).isBetween(10L << 20, 65L << 20);
        try (BufferedReader text = Files.newBufferedReader(backtrace)) {
            assertThat(text.lines().limit(20)).anyMatch(line -> line.matches("#0 .* in first \\(\\)"));
        }
    }

    /** The same script runs, and the program that it starts, where gdb is allowed to. */
    @Test
    void runsNoScriptOfAPackage() throws IOException {
        Path root = TestDistribution.root();
        String allowed = output(List.of(
                "gdb",
                "-batch",
                "-nx",
                "-iex",
                "set auto-load safe-path /",
                "-iex",
                "set debug-file-directory " + root.resolve("usr/lib/debug"),
                root.resolve("usr/lib64/toaster/jam.so").toString()));

        assertThat(allowed).contains("a script of the package has run").contains("a program of the package has run");
        assertThat(undisturbed).contains("jam_spread").doesNotContain("of the package has run");
    }

    @Test
    void endsEachOfManySpoiltCoredumps(@TempDir Path directory) throws IOException {
        SpoiltCrash spoilt = new SpoiltCrash(TestDistribution.crash("null"), directory);
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (Path archive : spoilt.archives()) {
            var answer = client.post(archive, "application/x-gzip");
            assertThat(answer.statusCode()).as(archive + ": " + answer.body()).isIn(201, 403);
            client.accepted(answer).ifPresent(tasks::add);
        }

        assertThat(tasks).hasSizeGreaterThan(SpoiltCrash.NUMBER / 2);
        for (ClassicClient.Task task : tasks) {
            assertThat(client.await(task).status()).isIn("FINISHED_SUCCESS", "FINISHED_FAILURE");
            assertThat(client.get(task, "/log").body()).doesNotContain("the server failed");
        }
    }

    private String retrace(Path archive, String status) throws IOException {
        ClassicClient.Task task = client.upload(archive);
        assertThat(client.await(task).status())
                .as(client.get(task, "/log").body())
                .isEqualTo(status);
        return client.get(task, "/backtrace").body();
    }

    private void assertKeepsWhatCameBeforeTheLocals(ClassicClient.Task task, String reason) throws IOException {
        assertThat(client.get(task, "/backtrace").body())
                .containsSubsequence(
                        "Thread 1 ",
                        " in first ()\n",
                        "== Registers of the crashed thread ==",
                        "== Full backtrace of thread 1 ==",
                        "== Notes ==",
                        reason + " in this part, which may be incomplete: Full backtrace of thread 1.");
    }

    /** Debuggers that have computed for longer than any honest crash of ours takes. */
    private Stream<ProcessHandle> computing() throws IOException {
        return KillIT.gdbs(server)
                .filter(gdb ->
                        gdb.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(LONG) > 0);
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
