// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that a test cannot do without.
 *
 * @param debianPackage that has it
 * @param directory where it runs
 * @param environment what it sees besides the test's own
 */
public record MachineTool(String debianPackage, Path directory, Map<String, String> environment) {

    /**
     * What a run ended with.
     *
     * @param text what it printed, errors too
     */
    public record Outcome(int status, String text) {}

    public MachineTool(String debianPackage, Path directory) {
        this(debianPackage, directory, Map.of());
    }

    /** What it prints; the test fails when it does not exit with 0. */
    public String run(String... command) throws IOException {
        Outcome outcome = tryRun(List.of(command));
        if (outcome.status() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " exited with " + outcome.status() + ": " + outcome.text());
        }
        return outcome.text();
    }

    public Outcome tryRun(List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        int status = waitFor(start(builder), command);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Outcome(status, text);
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    builder.command().get(0) + " is needed by this test; on Debian: apt-get install " + debianPackage,
                    e);
        }
    }

    private static int waitFor(Process process, List<String> command) {
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within 60 s");
        } catch (InterruptedException e) {
            throw new AssertionError(command + " was interrupted", e);
        }
    }
}
