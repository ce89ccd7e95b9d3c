// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real crash comes back as the backtrace that gdb gives where it happened. */
@ExtendWith(SharedServer.class)
class RetraceIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    @ParameterizedTest
    @CsvSource({"null,tar.xz", "null,tar.gz", "null,tar", "abort,tar.xz", "plugin,tar.xz"})
    void givesTheBacktraceThatGdbGivesWhereTheProgramCrashed(String crash, String format) throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive(crash, format));

        ClassicClient.Ended ended = client.await(task);

        assertThat(ended.status()).as(client.get(task, "/log").body()).isEqualTo("FINISHED_SUCCESS");
        assertThat(threads(client.get(task, "/backtrace").body()))
                .isEqualTo(threads(TestDistribution.nativeBacktrace(crash)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "abort", "plugin"})
    void namesFunctionsSourceLinesAndArguments(String crash) throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive(crash, "tar.xz"));
        client.await(task);

        assertThat(client.get(task, "/backtrace").body()).containsPattern("#\\d+ .* \\w+ \\(\\w+=.*\\) at .*\\.c:\\d+");
    }

    @Test
    void removesCoredumpAndSysrootAfterSuccess() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);

        try (Stream<Path> files = Files.list(server.spool().resolve(task.id()))) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .containsExactly(
                            "exploitable",
                            "finished_time",
                            "password",
                            "retrace_backtrace",
                            "retrace_backtrace.json",
                            "retrace_log",
                            "started_time",
                            "type");
        }
    }

    @Test
    void writesForTheOperatorsScriptsWhenItBeganAndEnded() throws IOException {
        long before = Instant.now().getEpochSecond();
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);

        Path directory = server.spool().resolve(task.id());
        long started = Long.parseLong(Files.readString(directory.resolve("started_time")));
        long finished = Long.parseLong(Files.readString(directory.resolve("finished_time")));
        assertThat(List.of(before, started, finished, Instant.now().getEpochSecond()))
                .isSorted();
    }

    @Test
    void saysWhichModuleCameFromWhichPackage() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("plugin", "tar.xz"));
        client.await(task);

        assertThat(client.get(task, "/log").body())
                .contains("/usr/bin/toaster")
                .containsPattern(
                        "libcrumb\\.so\\.1[^:]*: found, package libcrumb-1\\.0-1[^,]*, debuginfo libcrumb-debuginfo");
    }

    @Test
    void answersStatusWithALengthAndAsksForPatience() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));

        var response = client.get(task, "/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).isPresent();
        assertThat(response.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo("text/plain;charset=utf-8");
        assertThat(response.body()).isNotEmpty();
        client.await(task);
    }

    /** What gdb prints for {@code thread apply all bt}: everything before the first section of ours. */
    private static String threads(String text) {
        int end = text.indexOf("\n== ");
        return text.substring(0, end < 0 ? text.length() : end).strip();
    }
}
