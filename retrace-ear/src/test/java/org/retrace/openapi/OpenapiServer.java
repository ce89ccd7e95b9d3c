// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;
import org.retrace.reposync.MirrorTree;
import org.retrace.reposync.WebMirror;

/**
 * A server for all classes of this package, stopped at the end: with the test distribution indexed, a release whose
 * mirror can be held, and loopback trusted to say where a request came from.
 */
public final class OpenapiServer implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(OpenapiServer.class);

    /** The server while it runs, and the mirror of its release crumb-1-x86_64. */
    public record Running(ServerHome home, WebMirror mirror) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            mirror.close();
            home.stop();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(SPACE).computeIfAbsent(OpenapiServer.class, key -> begin(), Running.class);
    }

    private static Running begin() {
        try {
            ServerHome home = ServerHome.fresh(
                    "openapi-home", "retrace.trusted-proxies=127.0.0.1", "retrace.max-api-requests=100000");
            home.start();
            MirrorTree tree = new MirrorTree(home);
            home.index(TestDistribution.rpms());
            WebMirror mirror = new WebMirror(tree.top());
            tree.know(mirror.address());
            return new Running(home, mirror);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Running resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }
}
