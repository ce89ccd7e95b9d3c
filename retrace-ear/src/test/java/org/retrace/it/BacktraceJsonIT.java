// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.debugger.trace.DetailedBacktraceReader;

/** The structured backtrace of each crash of the test distribution: against its golden file, and against the text. */
@ExtendWith(SharedServer.class)
class BacktraceJsonIT {

    private static final Path GOLDEN = Path.of("src/test/resources/org/retrace/it");

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    /** {@code -Dgolden.update} writes the files anew; the difference is to be reviewed. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "abort", "plugin"})
    void isTheGoldenOne(String crash) throws IOException {
        String json = GoldenBacktrace.of(Files.readString(json(retraced(crash))));
        Path golden = GOLDEN.resolve(crash + ".json");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, json);
        }
        assertThat(json).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "abort", "plugin"})
    void saysTheFunctionAndLineOfEachFrameThatTheTextSays(String crash) throws IOException {
        ClassicClient.Task task = retraced(crash);
        List<BacktraceThread> text =
                BacktraceParser.parse(client.get(task, "/backtrace").body()).threads();
        DetailedBacktrace structured = DetailedBacktraceReader.read(json(task));
        assertThat(structured.whole()).isTrue();
        assertThat(structured.threads()).hasSameSizeAs(text);
        for (BacktraceThread thread : text) {
            DetailedThread same = structured.threads().stream()
                    .filter(candidate -> candidate.number() == thread.number())
                    .findFirst()
                    .orElseThrow();
            assertThat(same.frames()).extracting(BacktraceJsonIT::place).isEqualTo(places(thread));
        }
    }

    private static String place(DetailedFrame frame) {
        OptionalInt line = frame.source().map(SourceLine::line).orElse(OptionalInt.empty());
        return place(frame.number(), frame.function(), line);
    }

    private static List<String> places(BacktraceThread thread) {
        return thread.frames().stream()
                .map((Frame frame) -> place(frame.number(), frame.function(), frame.line()))
                .toList();
    }

    private static String place(int number, Optional<String> function, OptionalInt line) {
        return number + " " + function.orElse("??") + " " + line.orElse(0);
    }

    private ClassicClient.Task retraced(String crash) throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive(crash, "tar.xz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        return task;
    }

    private Path json(ClassicClient.Task task) {
        return server.spool().resolve(task.id()).resolve("retrace_backtrace.json");
    }
}
