// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The one server that most tests share: started before the first of them with the test distribution indexed, stopped
 * after the last.
 */
public final class SharedServer implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

    /** The running server. */
    public static ServerHome home() {
        ServerHome home = current;
        if (home == null) {
            throw new IllegalStateException("the shared server is not running");
        }
        return home;
    }

    private static volatile @org.jspecify.annotations.Nullable ServerHome current;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** What JUnit closes at the end of the run. */
    record Running(ServerHome home) implements AutoCloseable {

        static Running start() {
            try {
                TestDistribution.build();
                ServerHome home = ServerHome.fresh("it-home");
                home.start();
                index(home);
                current = home;
                return new Running(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** JUnit closes only what has begun: a server whose packages cannot be indexed is stopped here. */
        private static void index(ServerHome home) throws IOException {
            boolean indexed = false;
            try {
                home.index(TestDistribution.rpms());
                indexed = true;
            } finally {
                if (!indexed) {
                    home.stop();
                }
            }
        }

        @Override
        public void close() throws IOException {
            home.stop();
        }
    }
}
