// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.retrace.settings.RetraceSettings;

/** What proxies say of the requests that they pass on, as far as they are trusted. */
record Forwarded(RetraceSettings.Access access) {

    /** From here on a request is what it was before the proxies. */
    void mend(HttpServerExchange exchange) {
        var source = exchange.getSourceAddress();
        var peer = source.getAddress() == null
                ? source.getHostString()
                : source.getAddress().getHostAddress();
        if (access.isProxy(peer)) {
            var schemes = said(exchange, Headers.X_FORWARDED_PROTO);
            if (!schemes.isEmpty()) {
                exchange.setRequestScheme(schemes.get(schemes.size() - 1).equalsIgnoreCase("https") ? "https" : "http");
            }
            exchange.setSourceAddress(
                    InetSocketAddress.createUnresolved(client(peer, said(exchange, Headers.X_FORWARDED_FOR)), 0));
        }
    }

    /** The last address in front of the trusted proxies; each of them adds the one that it hears from. */
    String client(String peer, List<String> addresses) {
        var address = peer;
        for (var i = addresses.size() - 1; i >= 0 && access.isProxy(address); i--) {
            if (addresses.get(i).isEmpty()) {
                break;
            }
            address = addresses.get(i);
        }
        return address;
    }

    /** What was sent and what proxies added, the nearest last; some add to the line that is there, others a line. */
    private static List<String> said(HttpServerExchange exchange, HttpString name) {
        var lines = exchange.getRequestHeaders().get(name);
        return lines == null
                ? List.of()
                : lines.stream()
                        .flatMap(line -> Stream.of(line.split(",", -1)))
                        .map(String::strip)
                        .toList();
    }
}
