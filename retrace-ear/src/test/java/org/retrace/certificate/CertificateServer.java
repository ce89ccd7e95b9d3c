// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.retrace.it.ServerHome;

/**
 * A server that takes the certificates of an authority, but for those that a list names: started before the first test,
 * for all. Tests take {@link ServerHome} and {@link Authority} as parameters.
 */
public final class CertificateServer implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(CertificateServer.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return offers(running(context)).containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var offer = offers(running(context)).get(parameter.getParameter().getType());
        if (offer == null) {
            throw new IllegalStateException("no " + parameter);
        }
        return offer;
    }

    /**
     * Tells a server, which runs or does not, whose certificates count, and which of them do not; gives what it said.
     */
    public static String choose(ServerHome server, Authority authority, String list) throws IOException {
        return done(server.run(
                "certificates",
                "on",
                "--authority",
                file(authority.pem()).toString(),
                "--revocations",
                file(list).toString()));
    }

    /** Makes an account that has these roles, and no password. */
    public static void addAccount(ServerHome server, String name, String... roles) throws IOException {
        var accounts = "/subsystem=elytron/filesystem-realm=RetraceRealm:";
        done(server.manage(accounts + "add-identity(identity=" + name + ")"));
        if (roles.length > 0) {
            done(server.manage(accounts + "add-identity-attribute(identity=" + name + ",name=Roles,value=["
                    + String.join(",", roles) + "])"));
        }
    }

    static Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile("some", ".pem"), content);
    }

    /** What a command of the launcher printed, which must end well. */
    static String done(ServerHome.Ended ended) {
        if (ended.status() != 0) {
            throw new AssertionError("ended with " + ended.status() + ": " + ended.text());
        }
        return ended.text();
    }

    private static Map<Class<?>, Object> offers(Running running) {
        return Map.of(ServerHome.class, running.server, Authority.class, running.authority);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** What JUnit closes at the end of the run. */
    private record Running(ServerHome server, Authority authority) implements AutoCloseable {

        static Running start() {
            try {
                var server = ServerHome.fresh("certificates-home");
                var authority = Authority.named("Retrace test authority");
                choose(server, authority, authority.revoking());
                server.start();
                return new Running(server, authority);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.stop();
        }
    }
}
