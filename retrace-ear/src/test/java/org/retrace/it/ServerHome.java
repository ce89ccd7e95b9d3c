// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of its own for tests: state directory, free ports, started and stopped by the launcher that users have.
 *
 * @param directory RETRACE_HOME
 * @param environment what the launcher is told: ports and options
 */
public record ServerHome(Path directory, Map<String, String> environment) {

    private static final Pattern HEAP_USED = Pattern.compile("\"used\" => (\\d+)");

    private static final long LAUNCHER_SECONDS = 180;

    /** Like {@link #fresh(String)}, with options as system properties of the server. */
    public static ServerHome fresh(String name, String... options) throws IOException {
        ServerHome home = fresh(name);
        home.environment.put("RETRACE_JAVA_OPTS", "-D" + String.join(" -D", options));
        return home;
    }

    /** A second server with the database, tasks, packages and keys of a running one, and as many workers. */
    public static ServerHome sharing(ServerHome first, String name) throws IOException {
        ServerHome home = fresh(name);
        Path shared = first.directory;
        home.environment.putAll(Map.of(
                "RETRACE_JAVA_OPTS", String.valueOf(first.environment.get("RETRACE_JAVA_OPTS")),
                "RETRACE_NODE_NAME", name,
                "RETRACE_DB_URL",
                        "jdbc:postgresql://127.0.0.1:"
                                + Files.readString(shared.resolve("postgresql/port"))
                                        .strip() + "/retrace",
                "RETRACE_DB_USER", "retrace",
                "RETRACE_DB_PASSWORD",
                        Files.readString(shared.resolve("secrets/database")).strip(),
                "RETRACE_SAVE_DIR", shared.resolve("spool").toString(),
                "RETRACE_REPO_DIR", shared.resolve("cache").toString(),
                "RETRACE_GPG_DIR", shared.resolve("config/gpg").toString()));
        return home;
    }

    /** Below the module's target directory; whatever an earlier run left there is stopped and removed. */
    public static ServerHome fresh(String name) throws IOException {
        Path directory = Path.of("target", name).toAbsolutePath();
        Map<String, String> environment = new TreeMap<>();
        environment.put("RETRACE_HOME", directory.toString());
        for (String port :
                List.of("RETRACE_HTTP_PORT", "RETRACE_HTTPS_PORT", "RETRACE_MANAGEMENT_PORT", "RETRACE_DB_PORT")) {
            environment.put(port, Integer.toString(freePort()));
        }
        ServerHome home = new ServerHome(directory, environment);
        if (Files.exists(directory)) {
            home.stop();
            home.launcher("clean", "--state");
        }
        return home;
    }

    public void start() throws IOException {
        start(List.of());
    }

    /**
     * Starts it under another command.
     *
     * @param wrapper that command and its arguments; it runs the command behind them
     */
    public void start(List<String> wrapper) throws IOException {
        launch(wrapper, "start", "--no-build", "--distribution", distribution().toString());
    }

    public void stop() throws IOException {
        launcher("stop");
    }

    public void index(Path packages) throws IOException {
        index(packages, "*.rpm");
    }

    /**
     * Indexes packages and trusts the test distribution's key. The packages are copied into the state directory first:
     * the server's user may not be able to enter the clone.
     *
     * @param names a glob: only packages of such names
     */
    public void index(Path packages, String names) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("packages"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(packages, names)) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        launcher("index", copy.toString(), "--key", TestDistribution.key().toString());
    }

    /** What the build laid out: the server with the application in it. */
    public static Path distribution() {
        return Path.of("target", "distribution", "retrace-server").toAbsolutePath();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + environment.get("RETRACE_HTTP_PORT") + path);
    }

    public URI secureUri(String path) {
        return URI.create("https://localhost:" + environment.get("RETRACE_HTTPS_PORT") + path);
    }

    /** Pid of the application server, as the launcher wrote it. */
    public long serverPid() throws IOException {
        String line = Files.readString(directory.resolve("run/server.pid"));
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    /** Pid of the embedded PostgreSQL. */
    public long databasePid() throws IOException {
        String line = Files.readString(directory.resolve("run/postgresql.pid"));
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    /** A connection to the server's database. */
    public Connection database() throws IOException, SQLException {
        String port = Files.readString(directory.resolve("postgresql/port")).strip();
        String password =
                Files.readString(directory.resolve("secrets/database")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/retrace", "retrace", password);
    }

    /** Runs a statement in the server's database. */
    public void execute(String sql) throws IOException, SQLException {
        try (Connection database = database();
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query answers with. */
    public int number(String query) throws IOException, SQLException {
        try (Connection database = database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Changes an option of the running server, as an administrator does: by its system property. */
    public void set(String property, String value) throws IOException {
        String address = "/system-property=" + property;
        Ended added = manage(address + ":add(value=" + value + ")");
        if (added.status() != 0) {
            Ended changed = manage(address + ":write-attribute(name=value,value=" + value + ")");
            if (changed.status() != 0) {
                throw new AssertionError(property + " was not set: " + added.text() + changed.text());
            }
        }
    }

    /** Bytes of the server's heap that are still in use after a collection. */
    public long liveHeap() throws IOException {
        String memory = "/core-service=platform-mbean/type=memory:";
        manage(memory + "gc");
        Ended said = manage(memory + "read-attribute(name=heap-memory-usage)");
        Matcher used = HEAP_USED.matcher(said.text());
        if (!used.find()) {
            throw new AssertionError("the heap's use is not told: " + said.text());
        }
        return Long.parseLong(used.group(1));
    }

    /** Gives a command to the running server's management. */
    public Ended manage(String command) throws IOException {
        return run(List.of(
                directory.resolve("dist/bin/jboss-cli.sh").toString(),
                "--connect",
                "--controller=127.0.0.1:" + environment.get("RETRACE_MANAGEMENT_PORT"),
                "--command=" + command));
    }

    /** Sends SIGKILL and waits for the end. */
    public static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    public Path spool() {
        return directory.resolve("spool");
    }

    /** Password of one of the four accounts that the first start made. */
    public String password(String account) throws IOException {
        return Files.readAllLines(directory.resolve("accounts.txt")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(account + " "))
                .map(line -> line.substring(account.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no account " + account));
    }

    /** Runs the launcher and gives what it printed; fails when it does. */
    String launcher(String... arguments) throws IOException {
        return launch(List.of(), arguments);
    }

    /** Runs the launcher, however it ends. */
    public Ended run(String... arguments) throws IOException {
        return run(command(List.of(), arguments));
    }

    private String launch(List<String> wrapper, String... arguments) throws IOException {
        List<String> command = command(wrapper, arguments);
        Ended ended = run(command);
        if (ended.status() != 0) {
            throw new AssertionError(command + " ended with " + ended.status() + ": " + ended.text());
        }
        return ended.text();
    }

    private static List<String> command(List<String> wrapper, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of("..", "retrace").toAbsolutePath().normalize().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param text what it printed
     */
    public record Ended(int status, String text) {}

    private Ended run(List<String> command) throws IOException {
        Path output = Files.createTempFile("command", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LAUNCHER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " still runs: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        Files.delete(output);
        return new Ended(process.exitValue(), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
