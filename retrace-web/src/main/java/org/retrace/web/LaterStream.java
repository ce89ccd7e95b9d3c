// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Optional;

/** A body that is written bit by bit, as there is something to say and the client reads; no thread waits for either. */
@FunctionalInterface
public interface LaterStream {

    /** Takes over; whoever began it completes the exchange. */
    void begin(AsyncContext exchange) throws IOException;

    /** Has it begun behind the headers of this request's answer, which says no length. */
    default void promise(ServletRequest request) {
        request.setAttribute(LaterStream.class.getName(), this);
    }

    /** What was promised to a request. */
    static Optional<LaterStream> of(ServletRequest request) {
        return request.getAttribute(LaterStream.class.getName()) instanceof LaterStream stream
                ? Optional.of(stream)
                : Optional.empty();
    }
}
