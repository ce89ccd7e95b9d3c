// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A canary in the cage: what a program inside can see, reach, write and use up. As root also as an ordinary user. */
@Timeout(120)
class SandboxTest {

    private static final SandboxLimits LIMITS =
            new SandboxLimits(512L << 20, Duration.ofSeconds(20), Duration.ofSeconds(30), 1 << 20, 1 << 20, 40);

    private final Cancellation cancellation = new Cancellation();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** How bwrap is started: as whoever runs the tests; and, when that is root, by nobody. */
    static Stream<List<String>> users() {
        List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        return isRoot() ? Stream.of(List.of(), asNobody) : Stream.of(List.of());
    }

    @ParameterizedTest
    @MethodSource("users")
    void hasNoInterfaceButLoopback(List<String> user) throws IOException {
        assertThat(inside(user, "tail -n +3 /proc/net/dev | cut -d: -f1")).isEqualToIgnoringWhitespace("lo");
    }

    @ParameterizedTest
    @MethodSource("users")
    void cannotConnectToTheHost(List<String> user) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String script = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + " && echo reached";
            ExternalCommand command = Sandbox.of(LIMITS).command(List.of("/usr/bin/bash", "-c", script));
            assertThat(run(user, command)).isEqualTo(new CommandResult.Exited(1, lastErrors));
            assertThat(lastErrors).containsAnyOf("refused", "unreachable");
        }
    }

    @ParameterizedTest
    @MethodSource("users")
    void seesNothingOfTheHostButItsPrograms(List<String> user, @TempDir Path secret) throws IOException {
        Files.writeString(secret.resolve("canary"), "secret");
        assertThat(inside(user, "ls -A / | grep -vE '^(bin|sbin|lib|lib32|lib64|libx32)$'"))
                .isEqualTo("dev\netc\nproc\ntmp\nusr\n");
        assertThat(inside(user, "ls -A /etc | grep -vE '^(alternatives|ld.so.cache)$'; ls -A /tmp"))
                .isEmpty();
        assertThat(inside(user, "ls -A /dev")).isEqualTo("null\nurandom\nzero\n");
        assertThat(inside(user, "cat /etc/passwd /root/.profile " + secret + "/canary 2>/dev/null"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("users")
    void seesOnlyTheGivenEnvironment(List<String> user) throws IOException {
        assertThat(inside(user, "env -u PWD -u SHLVL -u _ -u OLDPWD env | sort"))
                .isEqualTo("HOME=/tmp\nLC_ALL=C.UTF-8\nPATH=/usr/bin:/bin\nTMPDIR=/tmp\n");
        assertThat(inside(
                        user,
                        "tr '\\0' '\\n' < /proc/1/environ | cut -d= -f1 | grep -vE '^(PATH|PWD|LC_ALL|HOME|TMPDIR)$'"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("users")
    void isNobodyWithoutPrivileges(List<String> user) throws IOException {
        assertThat(inside(user, "id -u; id -g; grep -E 'Cap(Prm|Eff|Bnd)|NoNewPrivs' /proc/self/status | tr -d '\\t'"))
                .isEqualTo(
                        """
                        1000
                        1000
                        CapPrm:0000000000000000
                        CapEff:0000000000000000
                        CapBnd:0000000000000000
                        NoNewPrivs:1
                        """);
    }

    @ParameterizedTest
    @MethodSource("users")
    void cannotGainPrivilegesInNamespaceOfItsOwn(List<String> user) throws IOException {
        assertThat(inside(user, "unshare -U echo gained 2>&1")).startsWith("unshare: unshare failed");
    }

    @ParameterizedTest
    @MethodSource("users")
    void canWriteNowhereButInTmp(List<String> user, @TempDir Path given) throws IOException {
        Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.writeString(given.resolve("file"), "given");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Sandbox sandbox = Sandbox.of(LIMITS).withReadOnly(given, "/given").withReadOnly(file, "/alone");
        String writable =
                "find / \\( -path /proc -o -path '/dev/*' \\) -prune -o \\( -type f -o -type d \\) -writable -print 2>/dev/null;"
                        + " find /proc -writable -type f 2>/dev/null; echo x 2>/dev/null > /proc/self/comm && echo comm;"
                        + " for f in / /usr /etc /dev /given /given/file /alone; do touch $f/x $f 2>/dev/null && echo $f; done;"
                        + " cat /given/file /alone";
        run(user, sandbox.command(List.of("/usr/bin/sh", "-c", writable)));
        assertThat(text()).isEqualTo("/tmp\ngivengiven");
        assertThat(given).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**x");
    }

    @ParameterizedTest
    @MethodSource("users")
    void cannotFillTheScratchSpace(List<String> user) throws IOException {
        String fill = "for i in 1 2 3 4 5; do head -c 500000 /dev/zero > /tmp/$i; done 2>/dev/null;"
                + " du -sb --apparent-size /tmp | cut -f1";
        assertThat(Long.parseLong(inside(user, fill).strip())).isLessThanOrEqualTo((1 << 20) + 4096);
    }

    @ParameterizedTest
    @MethodSource("users")
    void seesNoProcessOfTheHost(List<String> user) throws IOException {
        long processes = inside(user, "ls /proc | grep -E '^[0-9]+$'").lines().count();
        assertThat(processes).isBetween(2L, 6L);
    }

    @ParameterizedTest
    @MethodSource("users")
    void boundsForks(List<String> user) throws Exception {
        String bomb = "i=0; while [ $i -lt 200 ]; do sleep 7201 & i=$((i+1)); done; echo all; wait";
        CommandResult result = run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/sh", "-c", bomb)));
        assertThat(result).isNotEqualTo(new CommandResult.Exited(0, ""));
        assertThat(result).isNotInstanceOf(CommandResult.TimedOut.class);
        ExternalCommandTest.assertNoneLeft("7201");
    }

    @ParameterizedTest
    @MethodSource("users")
    void stopsMemoryHogs(List<String> user) throws IOException {
        CommandResult result = run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/tail", "/dev/zero")));
        assertThat(result).isInstanceOf(CommandResult.Exited.class);
        assertThat(result.errors()).contains("memory exhausted");
    }

    @ParameterizedTest
    @MethodSource("users")
    void stopsLoopsAtTheProcessorLimit(List<String> user) throws IOException {
        SandboxLimits short1 =
                new SandboxLimits(1L << 30, Duration.ofSeconds(1), Duration.ofSeconds(25), 1000, 1 << 20, 40);
        CommandResult result =
                run(user, Sandbox.of(short1).command(List.of("/usr/bin/sh", "-c", "while :; do :; done")));
        assertThat(result).isInstanceOf(CommandResult.Killed.class);
    }

    @ParameterizedTest
    @MethodSource("users")
    void stopsLoopsAtTheWallLimit(List<String> user) throws Exception {
        SandboxLimits limits = LIMITS.with(Duration.ofSeconds(1), 1000);
        String script = "setsid sleep 7202 & sleep 7202";
        CommandResult result = run(user, Sandbox.of(limits).command(List.of("/usr/bin/sh", "-c", script)));
        assertThat(result).isInstanceOf(CommandResult.TimedOut.class);
        ExternalCommandTest.assertNoneLeft("7202");
    }

    @ParameterizedTest
    @MethodSource("users")
    void cutsEndlessOutput(List<String> user) throws IOException {
        CommandResult result = run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/yes")));
        assertThat(result).isInstanceOf(CommandResult.OutputExceeded.class);
        assertThat(output.size()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @MethodSource("users")
    void leavesNothingRunningBehind(List<String> user) throws Exception {
        assertThat(inside(user, "setsid sleep 7203 >/dev/null 2>&1 & echo done"))
                .isEqualTo("done\n");
        ExternalCommandTest.assertNoneLeft("7203");
    }

    @ParameterizedTest
    @MethodSource("users")
    void passesOnHowTheProgramEnded(List<String> user) throws IOException {
        assertThat(run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/sh", "-c", "exit 7"))))
                .isEqualTo(new CommandResult.Exited(7, ""));
        assertThat(run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/sh", "-c", "kill -SEGV $$"))))
                .isInstanceOf(CommandResult.Killed.class);
    }

    /** What a killed server leaves: the kernel ends bwrap with its parent, and the sandbox with bwrap. */
    @Test
    void endsWithTheVirtualMachineThatStartedIt() throws Exception {
        Process machine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(machine.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("started");
        List<ProcessHandle> sandbox = machine.descendants().toList();
        assertThat(sandbox).hasSizeGreaterThan(2);
        machine.destroyForcibly();
        for (ProcessHandle process : sandbox) {
            process.onExit().get(5, TimeUnit.SECONDS);
        }
    }

    /** A virtual machine that waits for a sandbox. */
    static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws IOException {
            Sandbox.of(LIMITS)
                    .command(List.of("/usr/bin/sh", "-c", "sleep 7204 & echo started; wait"))
                    .run(System.out, new Cancellation());
        }
    }

    private String lastErrors = "";

    private String inside(List<String> user, String script) throws IOException {
        output.reset();
        run(user, Sandbox.of(LIMITS).command(List.of("/usr/bin/sh", "-c", script)));
        return text();
    }

    private CommandResult run(List<String> user, ExternalCommand command) throws IOException {
        List<String> arguments = new ArrayList<>(user);
        arguments.addAll(command.arguments());
        CommandResult result = new ExternalCommand(
                        arguments,
                        command.environment(),
                        command.directory(),
                        command.wallLimit(),
                        command.outputLimitBytes(),
                        command.processLimit(),
                        command.errorsInOutput())
                .run(output, cancellation);
        lastErrors = result.errors();
        return result;
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
