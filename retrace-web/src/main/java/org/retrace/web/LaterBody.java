// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A body that goes on for as long as a task does; it is written when the request holds no place of an upload any more.
 */
@FunctionalInterface
public interface LaterBody {

    /** Writes until there is nothing more to say, or nobody listens. */
    void write(OutputStream out) throws IOException;

    /** Has the body written behind the headers of this request's answer, which says no length. */
    default void promise(ServletRequest request) {
        request.setAttribute(LaterBody.class.getName(), this);
    }

    /** What was promised to a request. */
    static Optional<LaterBody> of(ServletRequest request) {
        return request.getAttribute(LaterBody.class.getName()) instanceof LaterBody body
                ? Optional.of(body)
                : Optional.empty();
    }
}
