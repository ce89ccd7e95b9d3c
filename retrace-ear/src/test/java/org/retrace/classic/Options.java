// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retrace.it.ServerHome;

/** Options of the shared server, changed for one test as an administrator changes them, and changed back. */
final class Options implements AutoCloseable {

    private final ServerHome server;
    private final Map<String, String> before = new LinkedHashMap<>();

    Options(ServerHome server) {
        this.server = server;
    }

    /** @param usual what it is changed back to */
    Options with(String property, String value, String usual) throws IOException {
        before.put(property, usual);
        server.set(property, value);
        return this;
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<String, String> option : before.entrySet()) {
            server.set(option.getKey(), option.getValue());
        }
    }
}
