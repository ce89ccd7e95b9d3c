// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * The rest of an answered request's body, thrown away as it comes, up to a bound. What is not at its end in time is
 * broken off by the server: a connection is closed, a stream is reset.
 */
final class Drain implements ReadListener {

    private final AsyncContext exchange;
    private final ServletInputStream body;
    private final byte[] buffer = new byte[1 << 14];
    private long left;

    private Drain(AsyncContext exchange, ServletInputStream body, long maxBytes) {
        this.exchange = exchange;
        this.body = body;
        this.left = maxBytes;
    }

    /** To be called when the answer is written. */
    static void start(HttpServletRequest request, long maxBytes, Duration patience) throws IOException {
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(patience.toMillis());
        ServletInputStream body = request.getInputStream();
        body.setReadListener(new Drain(exchange, body, maxBytes));
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (left >= 0 && body.isReady() && !body.isFinished()) {
            left -= Math.max(0, body.read(buffer));
        }
    }

    @Override
    public void onAllDataRead() {
        exchange.complete();
    }

    @Override
    public void onError(Throwable failure) {
        exchange.complete();
    }
}
