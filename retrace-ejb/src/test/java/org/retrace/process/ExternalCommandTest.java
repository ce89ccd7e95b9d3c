// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs with limits, run for real. */
@Timeout(60)
class ExternalCommandTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final Cancellation cancellation = new Cancellation();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void givesTheExitStatusAsValue() throws IOException {
        assertThat(shell("exit 3").run(output, cancellation)).isEqualTo(new CommandResult.Exited(3, ""));
    }

    @Test
    void keepsErrorsApartFromOutput() throws IOException {
        CommandResult result = shell("echo out; echo err >&2").run(output, cancellation);
        assertThat(result).isEqualTo(new CommandResult.Exited(0, "err\n"));
        assertThat(text()).isEqualTo("out\n");
    }

    @Test
    void mixesErrorsIntoOutputInTheirOrder() throws IOException {
        CommandResult result =
                shell("echo a; echo b >&2; echo c").withErrorsInOutput().run(output, cancellation);
        assertThat(result).isEqualTo(new CommandResult.Exited(0, ""));
        assertThat(text()).isEqualTo("a\nb\nc\n");
    }

    @Test
    void passesOnlyTheGivenEnvironment() throws IOException {
        new ExternalCommand(List.of("env"), Map.of("ONE", "1"), Optional.empty(), LONG, 1000).run(output, cancellation);
        assertThat(text()).isEqualTo("ONE=1\n");
    }

    @Test
    void startsInItsDirectoryWithEmptyInput(@TempDir Path directory) throws IOException {
        new ExternalCommand(
                        List.of("sh", "-c", "pwd; cat"),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Optional.of(directory),
                        LONG,
                        1000)
                .run(output, cancellation);
        assertThat(text()).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    void handsArgumentsOverUnread() throws IOException {
        new ExternalCommand(List.of("printf", "%s", "$(id) `id` ; * \" '"), Map.of(), Optional.empty(), LONG, 1000)
                .run(output, cancellation);
        assertThat(text()).isEqualTo("$(id) `id` ; * \" '");
    }

    @Test
    void storesOutputInFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("out");
        shell("echo stored").run(file, cancellation);
        assertThat(file).hasContent("stored\n");
    }

    @Test
    void saysWhichSignalEndedIt() throws IOException {
        assertThat(shell("kill -SEGV $$").run(output, cancellation)).isEqualTo(new CommandResult.Killed(11, ""));
    }

    @Test
    void saysWhyItCouldNotStart(@TempDir Path directory) throws IOException {
        Path notProgram = Files.writeString(directory.resolve("data"), "x");
        for (String program : List.of("no-such-program-here", "/no/such/program", notProgram.toString())) {
            CommandResult result = new ExternalCommand(List.of(program), Map.of(), Optional.empty(), LONG, 0)
                    .run(output, cancellation);
            assertThat(result).isEqualTo(new CommandResult.NotStarted("no such program: " + program));
        }
    }

    @Test
    void keepsWhatWasWrittenBeforeTheWallLimit() throws IOException {
        ExternalCommand command = shell("echo early; echo why >&2; exec sleep 40", Duration.ofSeconds(1), 1000);
        assertThat(command.run(output, cancellation)).isEqualTo(new CommandResult.TimedOut("why\n"));
        assertThat(text()).isEqualTo("early\n");
    }

    @Test
    void cutsEndlessOutputAtItsLimit() throws IOException {
        assertThat(shell("exec yes", LONG, 100_001).run(output, cancellation))
                .isEqualTo(new CommandResult.OutputExceeded(""));
        assertThat(output.size()).isEqualTo(100_001);
    }

    @Test
    void tellsOutputOfExactlyTheLimitFromMore() throws IOException {
        assertThat(shell("printf 12345", LONG, 5).run(output, cancellation)).isInstanceOf(CommandResult.Exited.class);
        assertThat(shell("printf 12345", LONG, 4).run(output, cancellation))
                .isInstanceOf(CommandResult.OutputExceeded.class);
        assertThat(text()).isEqualTo("123451234");
    }

    @Test
    void keepsTheFirstErrorsAndLetsTheProgramGoOn() throws IOException {
        CommandResult result =
                shell("head -c 1000000 /dev/zero | tr '\\0' e >&2; echo end").run(output, cancellation);
        assertThat(result).isInstanceOf(CommandResult.Exited.class);
        assertThat(result.errors()).hasSize(ExternalCommand.ERRORS_BYTES);
        assertThat(text()).isEqualTo("end\n");
    }

    @Test
    void endsWithinFiveSecondsWhenCancelled() throws IOException {
        long start = System.nanoTime();
        CommandResult result = shell("echo go; sleep 40").run(cancelAtFirstByte(), cancellation);
        assertThat(result).isInstanceOf(CommandResult.Cancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void doesNotStartWhenAlreadyCancelled(@TempDir Path directory) throws IOException {
        cancellation.cancel();
        CommandResult result = shell("touch " + directory.resolve("started")).run(output, cancellation);
        assertThat(result).isEqualTo(new CommandResult.Cancelled(""));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void treatsAnInterruptAsCancellationAndKeepsIt() throws IOException {
        Thread.currentThread().interrupt();
        CommandResult result = shell("sleep 40").run(output, cancellation);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isInstanceOf(CommandResult.Cancelled.class);
    }

    @Test
    void endsTheWholeTreeAtTheWallLimit() throws Exception {
        shell("sleep 7101 & (sleep 7101 & setsid sleep 7101 & wait) & wait", Duration.ofSeconds(1), 10)
                .run(output, cancellation);
        assertNoneLeft("7101");
    }

    @Test
    void endsChildrenThatOutliveTheProgram() throws Exception {
        CommandResult result = shell("sleep 7102 & echo started").run(output, cancellation);
        assertThat(result).isEqualTo(new CommandResult.Exited(0, ""));
        assertNoneLeft("7102");
    }

    @Test
    void stopsTreeOfTooManyProcesses() throws Exception {
        ExternalCommand command = new ExternalCommand(
                List.of("sh", "-c", "i=0; while [ $i -lt 60 ]; do sleep 7103 & i=$((i+1)); done; wait"),
                Map.of("PATH", "/usr/bin:/bin"),
                Optional.empty(),
                LONG,
                10,
                20,
                false);
        assertThat(command.run(output, cancellation)).isInstanceOf(CommandResult.ProcessesExceeded.class);
        assertNoneLeft("7103");
    }

    @Test
    void reportsSinkThatFailsAndEndsTheProgram() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> shell("echo x; sleep 7104").run(full, cancellation))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("disk full");
        assertNoneLeft("7104");
    }

    @Test
    void refusesCommandsWithoutBounds() {
        assertThatThrownBy(() -> shell("true", Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shell("true", LONG, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExternalCommand(List.of(), Map.of(), Optional.empty(), LONG, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private OutputStream cancelAtFirstByte() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                cancellation.cancel();
            }
        };
    }

    /** Processes die a moment after they are killed, so their end is waited for. */
    static void assertNoneLeft(String argument) throws Exception {
        for (ProcessHandle handle : withArgument(argument)) {
            handle.onExit().get(5, TimeUnit.SECONDS);
        }
        assertThat(withArgument(argument)).isEmpty();
    }

    static List<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(argument))
                        .isPresent())
                .toList();
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private static ExternalCommand shell(String script) {
        return shell(script, LONG, 10_000_000);
    }

    private static ExternalCommand shell(String script, Duration wall, long outputBytes) {
        return new ExternalCommand(
                List.of("sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), Optional.empty(), wall, outputBytes);
    }
}
