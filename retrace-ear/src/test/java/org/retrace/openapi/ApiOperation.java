// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An operation of the document, and what it promises of answers. */
record ApiOperation(ApiDocument document, String method, String path, JsonNode description) {

    String id() {
        return description.get("operationId").asString();
    }

    String verb() {
        return method.toUpperCase(Locale.ROOT);
    }

    /** The statuses that it may answer with. */
    Set<Integer> statuses() {
        Set<Integer> all = new TreeSet<>();
        description.get("responses").propertyNames().forEach(status -> all.add(Integer.parseInt(status)));
        return all;
    }

    List<JsonNode> parameters() {
        return description.has("parameters")
                ? description
                        .get("parameters")
                        .valueStream()
                        .map(document::resolve)
                        .toList()
                : List.of();
    }

    /** The path and query of a request, with the examples of the document. */
    String example() {
        String filled = path;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : parameters()) {
            String name = parameter.get("name").asString();
            if (parameter.get("in").asString().equals("path")) {
                filled = filled.replace(
                        "{" + name + "}", parameter.get("example").asString());
            } else if (parameter.get("in").asString().equals("query")
                    && parameter.path("required").asBoolean(false)) {
                query.add(name + "=" + parameter.get("example").asString());
            }
        }
        return query.isEmpty() ? filled : filled + "?" + String.join("&", query);
    }

    /** The first content type of its request; empty where it takes no body. */
    String requestType() {
        return description.path("requestBody").path("content").propertyNames().stream()
                .findFirst()
                .orElse("");
    }

    /** The body of a request, as the document has it for an example; empty where it takes none. */
    String exampleBody() {
        JsonNode examples = description
                .path("requestBody")
                .path("content")
                .path(requestType())
                .path("examples");
        return examples.valueStream()
                .map(document::resolve)
                .map(example -> example.get("value").toString())
                .findFirst()
                .orElse("");
    }

    /** What is wrong with an answer; nothing when it is one that the document promises. */
    List<String> faults(ApiAnswer answer) {
        JsonNode said = description.path("responses").path(Integer.toString(answer.status()));
        if (said.isMissingNode()) {
            return List.of("the document has no status " + answer.status());
        }
        JsonNode response = document.resolve(said);
        return Stream.concat(headerFaults(response, answer).stream(), bodyFaults(response, answer).stream())
                .toList();
    }

    private List<String> headerFaults(JsonNode response, ApiAnswer answer) {
        List<String> faults = new ArrayList<>();
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = document.resolve(entry.getValue());
            String value = answer.header(entry.getKey());
            if (value.isEmpty() && header.path("required").asBoolean(false)) {
                faults.add("there is no header " + entry.getKey());
            } else if (!value.isEmpty()) {
                boolean number = header.at("/schema/type").asString("").equals("integer");
                faults.addAll(document.faults(
                        header.get("schema"), number ? ApiDocument.read(value) : ApiDocument.read(quoted(value))));
            }
        });
        return faults;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private List<String> bodyFaults(JsonNode response, ApiAnswer answer) {
        if (!response.has("content")) {
            return answer.body().isEmpty() ? List.of() : List.of("there is a body");
        }
        JsonNode content = response.get("content");
        JsonNode type = content.has("*/*") ? content.get("*/*") : content.path(answer.type());
        if (type.isMissingNode()) {
            return List.of("the document has no " + answer.type() + " for " + answer.status());
        }
        List<String> values =
                answer.type().endsWith("x-ndjson") ? answer.body().lines().toList() : List.of(answer.body());
        return answer.type().endsWith("json") && !content.has("*/*")
                ? values.stream()
                        .flatMap(value -> document.faults(type.get("schema"), ApiDocument.read(value)).stream())
                        .toList()
                : List.of();
    }
}
