// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.retrace.it.ServerHome;

/**
 * A server whose accounts may be made, locked and disabled: one for all classes of this package, stopped at the end. It
 * trusts loopback to say where a request came from.
 */
public final class AccountServer implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(AccountServer.class);

    /** The server while it runs. */
    private record Running(ServerHome home) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            home.stop();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    private static ServerHome server(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(AccountServer.class, key -> begin(), Running.class)
                .home();
    }

    private static Running begin() {
        try {
            ServerHome home = ServerHome.fresh("account-home", "retrace.trusted-proxies=127.0.0.1");
            home.start();
            return new Running(home);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServerHome.class;
    }

    @Override
    public ServerHome resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }
}
