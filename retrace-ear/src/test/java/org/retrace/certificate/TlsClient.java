// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.retrace.account.ApiClient;
import org.retrace.classic.AnyCertificate;
import org.retrace.it.ServerHome;

/**
 * Somebody who asks the server over TLS, and stays connected.
 *
 * @param http the connection
 */
record TlsClient(ServerHome server, HttpClient http) {

    /** Somebody who shows a certificate. */
    static TlsClient of(ServerHome server, Certified certified) {
        return of(server, certified.tls());
    }

    /** Somebody who shows none. */
    static TlsClient of(ServerHome server) {
        try {
            return of(server, AnyCertificate.context());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection that begins with what another with the same context has agreed on, if the server lets it. */
    static TlsClient of(ServerHome server, SSLContext tls) {
        return new TlsClient(
                server,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build());
    }

    /** Asks for a path; headers are a name and a value each. */
    ApiClient.Answer get(String path, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(server.secureUri(path));
        try {
            return new ApiClient.Answer(http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The account that they are to the server; empty when they are nobody. */
    String name() throws IOException {
        var answer = get("/api/v1/me");
        return answer.status() == 200 ? answer.json().getString("account") : "";
    }
}
