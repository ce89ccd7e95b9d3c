// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The OpenAPI document as a page for people. */
record OperationsPage(JsonObject root) {

    private static final Set<String> EVERYWHERE = Set.of("401", "403", "406", "429", "500", "503");

    private static final String HEAD =
            """
            # The operations of the JSON API

            <!-- Made of openapi.json: mvn test -pl retrace-web -Dtest=DocumentTest -Dgolden.update rewrites it. -->

            The same for programs is at `/openapi` of each server, as YAML, or as JSON for `Accept: application/json`; it also lies in `docs/api/openapi.json`. Clients can be generated of it.

            %s

            Each operation may also answer with
            %s

            """;

    static OperationsPage of(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return new OperationsPage(reader.readObject());
        }
    }

    /** By verb and path. */
    Map<String, JsonObject> operations() {
        Map<String, JsonObject> all = new TreeMap<>();
        root.getJsonObject("paths").forEach((path, verbs) -> verbs.asJsonObject()
                .forEach((verb, operation) ->
                        all.put(verb.toUpperCase(Locale.ROOT) + " " + path, operation.asJsonObject())));
        return all;
    }

    /** What is shared of a kind, by name. */
    JsonObject components(String kind) {
        return root.getJsonObject("components").getJsonObject(kind);
    }

    String markdown() {
        StringBuilder text = new StringBuilder(HEAD.formatted(
                root.getJsonObject("info").getString("description").strip(), everywhere()));
        for (JsonObject tag : root.getJsonArray("tags").getValuesAs(JsonObject.class)) {
            text.append("## ").append(tag.getString("name")).append("\n\n");
            text.append(tag.getString("description")).append(".\n\n");
            operations().entrySet().stream()
                    .sorted(Comparator.comparing(each -> each.getKey().replaceFirst("(\\S+) (.*)", "$2 $1")))
                    .filter(each -> each.getValue().getJsonArray("tags").contains(tag.get("name")))
                    .forEach(each -> operation(text, each.getKey(), each.getValue()));
        }
        text.append("## What is in them\n\n");
        components("schemas").forEach((name, schema) -> values(text, name, schema.asJsonObject()));
        return text.toString().strip() + "\n";
    }

    private void values(StringBuilder text, String name, JsonObject schema) {
        if (!schema.containsKey("properties") || name.startsWith("Page")) {
            return;
        }
        text.append("### ").append(name).append("\n\n| property | type | |\n|---|---|---|\n");
        schema.getJsonObject("properties").forEach((property, value) -> {
            JsonObject type = value.asJsonObject();
            boolean required = schema.containsKey("required")
                    && schema.getJsonArray("required").contains(Json.createValue(property));
            String description = type.getString("description", "");
            text.append("| `%s` | %s | %s |\n"
                    .formatted(
                            property,
                            type(type),
                            required
                                    ? description
                                    : (description.isEmpty() ? "optional" : description + "; optional")));
        });
        text.append('\n');
    }

    private String everywhere() {
        return components("responses").values().stream()
                .map(answer -> problem(answer.asJsonObject()))
                .filter(problem -> EVERYWHERE.contains(Integer.toString(problem.getInt("status"))))
                .map(problem -> "%d (%s)".formatted(problem.getInt("status"), lower(problem.getString("title"))))
                .sorted()
                .collect(Collectors.joining(", ", "", "."));
    }

    private static JsonObject problem(JsonObject answer) {
        return answer.getJsonObject("content")
                .getJsonObject("application/problem+json")
                .getJsonObject("example");
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private void operation(StringBuilder text, String name, JsonObject operation) {
        text.append("### ").append(name).append("\n\n");
        text.append(operation.getString("summary")).append('.');
        if (operation.containsKey("description")) {
            text.append(' ').append(operation.getString("description").strip());
        }
        text.append("\n\nFor ").append(audience(operation)).append(". `operationId` ");
        text.append('`').append(operation.getString("operationId")).append("`.\n\n");
        parameters(text, operation);
        if (operation.containsKey("requestBody")) {
            content(text, "Takes", operation.getJsonObject("requestBody"));
        }
        answers(text, operation);
    }

    private static String audience(JsonObject operation) {
        return operation.containsKey("x-roles")
                ? operation.getJsonArray("x-roles").getValuesAs(JsonString::getString).stream()
                        .collect(Collectors.joining(", "))
                : "everybody";
    }

    private void parameters(StringBuilder text, JsonObject operation) {
        JsonArray parameters = operation.getJsonArray("parameters");
        if (parameters == null) {
            return;
        }
        text.append("| parameter | in | type | |\n|---|---|---|---|\n");
        for (JsonObject each : parameters.getValuesAs(JsonObject.class)) {
            JsonObject parameter = resolve(each);
            JsonObject schema = parameter.getJsonObject("schema");
            text.append("| `%s` | %s | %s | %s%s |\n"
                    .formatted(
                            parameter.getString("name"),
                            parameter.getString("in"),
                            type(schema),
                            parameter.getString("description"),
                            parameter.getBoolean("required", false) ? "" : "; optional"));
        }
        text.append('\n');
    }

    private static String type(JsonObject schema) {
        List<String> parts = new ArrayList<>();
        if (schema.containsKey("$ref")) {
            return schema.getString("$ref").replaceFirst(".*/", "");
        }
        String type = schema.getString("type", "");
        parts.add(type.equals("array") ? "list of " + type(schema.getJsonObject("items")) : type);
        if (schema.containsKey("enum")) {
            parts.add("one of "
                    + schema.getJsonArray("enum").getValuesAs(JsonString::getString).stream()
                            .collect(Collectors.joining(", ")));
        }
        if (schema.containsKey("format")) {
            parts.add(schema.getString("format"));
        }
        if (schema.containsKey("maximum")) {
            parts.add(schema.get("minimum") + " to " + schema.get("maximum"));
        }
        if (schema.containsKey("maxLength")) {
            parts.add("at most " + schema.get("maxLength") + " characters");
        }
        return String.join(", ", parts);
    }

    private void answers(StringBuilder text, JsonObject operation) {
        List<String> own = new ArrayList<>();
        for (Map.Entry<String, JsonValue> entry : new TreeMap<>(operation.getJsonObject("responses")).entrySet()) {
            JsonObject answer = resolve(entry.getValue().asJsonObject());
            if (entry.getKey().startsWith("2") || entry.getKey().startsWith("3")) {
                content(text, "Answers " + entry.getKey(), answer);
            } else if (!EVERYWHERE.contains(entry.getKey())) {
                own.add("%s (%s)".formatted(entry.getKey(), lower(answer.getString("description"))));
            }
        }
        if (!own.isEmpty()) {
            text.append("Refuses with ").append(String.join(", ", own)).append(".\n\n");
        }
    }

    private void content(StringBuilder text, String verb, JsonObject part) {
        JsonObject content = part.getJsonObject("content");
        if (content == null) {
            text.append(verb)
                    .append(": ")
                    .append(lower(part.getString("description")))
                    .append(".\n\n");
            return;
        }
        content.forEach((type, description) -> {
            text.append(verb).append(" with `").append(type).append('`');
            JsonObject schema = description.asJsonObject().getJsonObject("schema");
            if (schema != null && schema.containsKey("$ref")) {
                text.append(", ").append(schema.getString("$ref").replaceFirst(".*/", ""));
            }
            text.append(".\n\n");
            examples(text, type, description.asJsonObject());
        });
    }

    private void examples(StringBuilder text, String type, JsonObject description) {
        if (description.containsKey("examples")) {
            description.getJsonObject("examples").values().forEach(each -> {
                JsonValue value = value(resolve(each.asJsonObject()));
                boolean json = type.endsWith("json") && value instanceof JsonObject;
                text.append(json ? "```json\n" : "```\n");
                text.append(
                        json
                                ? pretty(value.asJsonObject())
                                : ((JsonString) value).getString().strip());
                text.append("\n```\n\n");
            });
        }
    }

    private static JsonValue value(JsonObject example) {
        return Objects.requireNonNull(example.get("value"));
    }

    private static String pretty(JsonObject value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(value);
        }
        return text.toString().strip();
    }

    private JsonObject resolve(JsonObject part) {
        return part.containsKey("$ref")
                ? resolve(Json.createPointer(part.getString("$ref").substring(1))
                        .getValue(root)
                        .asJsonObject())
                : part;
    }
}
