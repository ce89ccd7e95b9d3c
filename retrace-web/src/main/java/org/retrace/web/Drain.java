// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The rest of an answered request's body, thrown away as it comes: up to a bound, and for a minute at most. */
final class Drain implements ReadListener {

    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final AsyncContext exchange;
    private final ServletInputStream body;
    private final byte[] buffer = new byte[1 << 14];
    private long left;

    private Drain(AsyncContext exchange, ServletInputStream body, long maxBytes) {
        this.exchange = exchange;
        this.body = body;
        this.left = maxBytes;
    }

    static void start(HttpServletRequest request, long maxBytes) throws IOException {
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(PATIENCE_MILLIS);
        ServletInputStream body = request.getInputStream();
        body.setReadListener(new Drain(exchange, body, maxBytes));
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (left >= 0 && body.isReady() && !body.isFinished()) {
            left -= Math.max(0, body.read(buffer));
        }
        if (left < 0) {
            exchange.complete();
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
