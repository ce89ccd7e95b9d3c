// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

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
import org.retrace.browser.Browser;
import org.retrace.it.ServerHome;

/**
 * What the tests of this package share: a Keycloak, a server whose accounts are there, and a browser, all started
 * before the first test. Tests take {@link Realm}, {@link ServerHome} and {@link Browser} as parameters.
 */
final class KeycloakServer implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(KeycloakServer.class);

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

    /** Tells a server, which runs or does not, to leave its accounts to the Keycloak of a realm; gives what it said. */
    static String choose(ServerHome server, Realm realm) throws IOException {
        return done(server.run(
                "accounts",
                "keycloak",
                "--provider",
                realm.address().toString(),
                "--client-secret-file",
                secretFile(realm, "retrace-console").toString(),
                "--api-secret-file",
                secretFile(realm, "retrace-api").toString()));
    }

    /** What a command of the launcher printed, which must end well. */
    static String done(ServerHome.Ended ended) {
        if (ended.status() != 0) {
            throw new AssertionError("ended with " + ended.status() + ": " + ended.text());
        }
        return ended.text();
    }

    private static Path secretFile(Realm realm, String client) throws IOException {
        return Files.writeString(Files.createTempFile(client, ".secret"), realm.secret(client) + "\n");
    }

    private static Map<Class<?>, Object> offers(Running running) {
        return Map.of(Realm.class, running.realm, ServerHome.class, running.server, Browser.class, running.browser);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** What JUnit closes at the end of the run. */
    private record Running(Keycloak keycloak, Realm realm, ServerHome server, Browser browser)
            implements AutoCloseable {

        static Running start() {
            try {
                var server = ServerHome.fresh("keycloak-home");
                var keycloak = Keycloak.start(server.uri("/console"));
                var running =
                        new Running(keycloak, new Realm(keycloak.address(), "retrace"), server, Browser.before(server));
                running.begin();
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** JUnit closes only what has begun: what did not begin in whole ends here. */
        private void begin() throws IOException {
            var begun = false;
            try {
                choose(server, realm);
                server.start();
                begun = true;
            } finally {
                if (!begun) {
                    close();
                }
            }
        }

        @Override
        public void close() throws IOException {
            browser.close();
            server.stop();
            keycloak.close();
        }
    }
}
