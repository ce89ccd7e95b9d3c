// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.retrace.it.ServerHome;

/** Somebody who calls operations of the document. */
record ApiCaller(ServerHome server, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiCaller {
        headers = Map.copyOf(headers);
    }

    static ApiCaller nobody(ServerHome server) {
        return new ApiCaller(server, Map.of());
    }

    /** One of the accounts of the first start. */
    static ApiCaller of(ServerHome server, String account) throws IOException {
        return nobody(server).signedIn(account, server.password(account));
    }

    ApiCaller signedIn(String account, String password) {
        byte[] both = (account + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    /** The same with another header; without it where the value is empty. */
    ApiCaller with(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.remove(name);
        if (!value.isEmpty()) {
            all.put(name, value);
        }
        return new ApiCaller(server, all);
    }

    /** The same from somewhere else. */
    ApiCaller from(String address) {
        return with("X-Forwarded-For", address);
    }

    ApiAnswer call(String verb, String path, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri("") + path))
                .method(
                        verb,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return new ApiAnswer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Calls an operation as the document has it for an example. */
    ApiAnswer callExample(ApiOperation operation) throws IOException {
        return with("Content-Type", operation.requestType())
                .call(
                        operation.verb(),
                        operation.example(),
                        operation.exampleBody().getBytes(StandardCharsets.UTF_8));
    }
}
