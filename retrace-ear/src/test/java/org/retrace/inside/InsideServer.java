// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;

/**
 * Prepares the server that Arquillian starts: the distribution without its application, in a directory of its own, with
 * an empty database beside the shared server's. Found by JUnit on the outside alone: inside, the test class comes
 * without it.
 */
public final class InsideServer implements BeforeAllCallback {

    private static final Path BASE = Path.of("target", "inside").toAbsolutePath();

    /**
     * The EAR that ships, and a WAR that carries the test: its one more module in application.xml.
     *
     * @param more classes that the test needs
     */
    static EnterpriseArchive application(Class<?> test, Class<?>... more) {
        EnterpriseArchive application = ShrinkWrap.create(ZipImporter.class, "retrace.ear")
                .importFrom(Path.of("target", "retrace.ear").toFile())
                .as(EnterpriseArchive.class);
        String descriptor = text(application.get("META-INF/application.xml"));
        String module = "<module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>";
        int last = descriptor.lastIndexOf("</module>") + "</module>".length();
        application.setApplicationXML(
                new StringAsset(descriptor.substring(0, last) + module + descriptor.substring(last)));
        return application.addAsModule(Testable.archiveToTest(ShrinkWrap.create(WebArchive.class, "inside.war")
                .addClasses(test, AsViewer.class)
                .addClasses(more)
                .addAsResource("org/retrace/rights/rights.txt")));
    }

    private static String text(Node node) {
        try (InputStream in = node.getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        boolean inside = context.getRequiredTestClass().getPackage().equals(InsideServer.class.getPackage());
        if (inside && System.getProperty("inside.home") == null) {
            new SharedServer().beforeAll(context);
            prepare(SharedServer.home());
        }
    }

    private static void prepare(ServerHome shared) throws IOException, SQLException {
        String port =
                Files.readString(shared.directory().resolve("postgresql/port")).strip();
        String password =
                Files.readString(shared.directory().resolve("secrets/database")).strip();
        String owner = Files.readString(shared.directory().resolve("secrets/database-owner"))
                .strip();
        String address = "jdbc:postgresql://127.0.0.1:" + port + "/";
        try (Connection connection = DriverManager.getConnection(address + "postgres", "postgres", owner);
                Statement statement = connection.createStatement()) {
            statement.execute("create database inside owner retrace");
        }
        removeWhatAnEarlierRunLeft();
        copy(ServerHome.distribution().resolve("standalone"), BASE);
        Files.delete(BASE.resolve("deployments/retrace.ear"));
        int management = freePort();
        List<String> options = List.of(
                "-Djboss.server.base.dir=" + BASE,
                "-Djboss.node.name=inside",
                "-Denv.RETRACE_DB_URL=" + address + "inside",
                "-Denv.RETRACE_DB_PASSWORD=" + password,
                "-Denv.RETRACE_KEYSTORE_PASSWORD=" + password,
                "-Denv.RETRACE_HTTP_PORT=" + freePort(),
                "-Denv.RETRACE_HTTPS_PORT=" + freePort(),
                "-Denv.RETRACE_MANAGEMENT_PORT=" + management,
                "-Dretrace.save-dir=" + BASE.resolve("spool"),
                "-Dretrace.repo-dir=" + BASE.resolve("cache"),
                "-Dretrace.gpg-dir=" + BASE.resolve("gpg"));
        System.setProperty("inside.options", String.join(" ", options));
        System.setProperty("inside.management", Integer.toString(management));
        System.setProperty("inside.home", ServerHome.distribution().toString());
    }

    private static void removeWhatAnEarlierRunLeft() throws IOException {
        if (Files.exists(BASE)) {
            try (Stream<Path> files = Files.walk(BASE)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
