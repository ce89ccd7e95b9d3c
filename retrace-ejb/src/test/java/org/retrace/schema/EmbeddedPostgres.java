// SPDX-License-Identifier: Apache-2.0
package org.retrace.schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.retrace.repository.store.Trees;

/** A real PostgreSQL of its own on a free port of the loopback, gone when it is closed. */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path directory;
    private final int port;
    private final Process server;

    private EmbeddedPostgres(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** Starts it; as nobody where the tests run as root, as which it would not start. */
    public static EmbeddedPostgres start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("retrace-postgres");
        unpack(directory);
        if (isRoot()) {
            run(directory, List.of("chown", "-R", "nobody", directory.toString()));
        }
        Path data = directory.resolve("data");
        run(
                directory,
                asUser(directory, "initdb", "-D", data.toString(), "-U", "retrace", "-A", "trust", "-E", "UTF8", "-N"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process server = process(
                        directory,
                        asUser(
                                directory,
                                "postgres",
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=off"))
                .start();
        EmbeddedPostgres postgres = new EmbeddedPostgres(directory, port, server);
        postgres.await();
        return postgres;
    }

    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser("retrace");
        return source;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        server.onExit().completeOnTimeout(server, 20, TimeUnit.SECONDS).join();
        server.destroyForcibly();
        Trees.remove(directory);
    }

    private static void unpack(Path directory) throws IOException, InterruptedException {
        Path archive = directory.resolve("binaries.txz");
        try (InputStream in = EmbeddedPostgres.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IOException(ARCHIVE + " is not on the class path");
            }
            Files.copy(in, archive);
        }
        run(directory, List.of("tar", "-xJf", archive.toString(), "-C", directory.toString()));
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static List<String> asUser(Path directory, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups", "--"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder process(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        if (process(directory, command).start().waitFor() != 0) {
            throw new IOException(command + " failed:\n" + Files.readString(log(directory)));
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("log");
    }

    /** Asks for a connection until the server answers. */
    private void await() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IOException("PostgreSQL did not start:\n" + Files.readString(log(directory)));
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url(), "retrace", "")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }
}
