// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * A call of an operation. In all texts {@code $name} stands for what an earlier answer had.
 *
 * @param status that it is to answer with
 * @param account of the first start; empty for nobody
 * @param target values of the path's parameters, or, with a question mark, of the query's
 * @param header a name, a colon and a value; empty for none
 * @param body JSON; {@code @name} is a crash of the test distribution, packed; anything else is sent as text/csv
 * @param keep what later calls want of the answer: a name, an equals sign, and a property of it, {@code ETag}, or
 *     {@code id:} for the last of its events; empty for nothing
 */
record Call(String operation, int status, String account, String target, String header, String body, String keep) {

    private static final Pattern EVENT = Pattern.compile("(?m)^id: (.*)$");

    /** Reads {@code operation | status | account | target | header | body | keep}. */
    static Call parse(String line) {
        String[] columns = line.split("\\|", -1);
        return new Call(
                columns[0].strip(),
                Integer.parseInt(columns[1].strip()),
                columns[2].strip(),
                columns[3].strip(),
                columns[4].strip(),
                columns[5].strip(),
                columns[6].strip());
    }

    ApiAnswer send(ServerHome server, Map<String, String> kept) throws IOException {
        ApiOperation called = ApiDocument.golden().operation(operation);
        ApiCaller caller = account.isEmpty() ? ApiCaller.nobody(server) : ApiCaller.of(server, account);
        if (!header.isEmpty()) {
            String[] parts = header.split(": *", 2);
            caller = caller.with(parts[0], filled(parts[1], kept));
        }
        ApiAnswer answer =
                caller.with("Content-Type", type(called)).call(called.verb(), address(called, kept), bytes(kept));
        if (!keep.isEmpty() && answer.status() == status) {
            String[] parts = keep.split("=", 2);
            kept.put(parts[0], found(answer, parts[1]));
        }
        return answer;
    }

    private String type(ApiOperation called) {
        if (body.startsWith("@")) {
            return "application/x-gzip";
        }
        return body.startsWith("{") ? called.requestType() : body.isEmpty() ? "" : "text/csv";
    }

    private byte[] bytes(Map<String, String> kept) throws IOException {
        return body.startsWith("@")
                ? Files.readAllBytes(TestDistribution.archive(body.substring(1), "tar.gz"))
                : filled(body, kept).getBytes(StandardCharsets.UTF_8);
    }

    private static String found(ApiAnswer answer, String what) {
        return switch (what) {
            case "ETag" -> answer.header("ETag");
            case "id:" ->
                EVENT.matcher(answer.body())
                        .results()
                        .map((MatchResult event) -> event.group(1))
                        .reduce("", (first, second) -> second);
            default -> answer.json().at("/" + what).asString();
        };
    }

    private String address(ApiOperation called, Map<String, String> kept) {
        String path = called.path();
        int query = target.indexOf('?');
        String values = query < 0 ? target : target.substring(0, query).strip();
        for (String value : values.isEmpty() ? new String[0] : values.split(" +")) {
            path = path.replaceFirst("\\{\\w+}", URLEncoder.encode(filled(value, kept), StandardCharsets.UTF_8));
        }
        return query < 0 ? path : path + target.substring(query);
    }

    private static String filled(String text, Map<String, String> kept) {
        return kept.entrySet().stream()
                .reduce(
                        text,
                        (filled, entry) -> filled.replace("$" + entry.getKey(), entry.getValue()),
                        (first, second) -> second);
    }
}
