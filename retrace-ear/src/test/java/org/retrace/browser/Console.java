// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * The console that browser tests share: a server of its own, whose list of tasks no other test touches, and one
 * browser, both started before the first test. Tests take {@link Browser}, {@link TaskList}, {@link TaskTable},
 * {@link ServerHome} and {@link ClassicClient} as parameters. Each begins with a browser as good as new, and fails when
 * it leaves a complaint in the browser's log.
 */
public final class Console implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Console.class);

    /** Everything of the distribution but the debuginfo of one library, which makes some results incomplete. */
    private static final String PACKAGES = "{glibc,libcrumb,toaster-[1d],toaster-plugin-1}*.rpm";

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running(context).browser.begin();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        var browser = running(context).browser;
        if (context.getExecutionException().isPresent()) {
            browser.save(Look.PICTURES.resolve("failed-%s.%s.png"
                    .formatted(
                            context.getRequiredTestClass().getSimpleName(),
                            context.getRequiredTestMethod().getName())));
            return;
        }
        assertThat(browser.problems()).as("the browser's log").isEmpty();
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

    private static Map<Class<?>, Object> offers(Running running) {
        return Map.of(
                Browser.class, running.browser,
                TaskList.class, new TaskList(running.browser),
                TaskTable.class, new TaskTable(running.server),
                ServerHome.class, running.server,
                ClassicClient.class, new ClassicClient(running.server));
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** What JUnit closes at the end of the run. The server runs one task at a time, so that a second one waits. */
    private record Running(ServerHome server, Browser browser) implements AutoCloseable {

        static Running start() {
            try {
                var home = ServerHome.fresh("browser-home");
                var environment = new TreeMap<>(home.environment());
                environment.put("RETRACE_JAVA_OPTS", "-Xmx512m -Dretrace.max-parallel-tasks=1");
                var server = new ServerHome(home.directory(), environment);
                var running = new Running(server, new Browser(server, new Programs(System.getenv("PATH"))));
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
                TestDistribution.build();
                server.start();
                server.index(TestDistribution.rpms(), PACKAGES);
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
        }
    }
}
