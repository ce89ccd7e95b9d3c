// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.task.order.TaskChange;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;

/** A change of a task as RFC 7396 has it: what is named gets its new value, {@code null} takes it away. */
final class TaskPatch {

    private final JsonObject json;
    private final Map<String, String> errors = new LinkedHashMap<>();

    private TaskPatch(JsonObject json) {
        this.json = json;
    }

    /** @throws ProblemException that names what cannot be read */
    static TaskChange read(byte[] body) {
        TaskPatch patch = new TaskPatch(object(body));
        TaskChange change =
                new TaskChange(patch.text("notes"), patch.text("caseNumber"), patch.list("bugs"), patch.list("notify"));
        patch.json.keySet().stream()
                .filter(name ->
                        !List.of("notes", "caseNumber", "bugs", "notify").contains(name))
                .forEach(name -> patch.errors.put(
                        name, "cannot be changed, or is not there; there are notes, caseNumber, bugs and notify"));
        if (!patch.errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The change is not one of a task", patch.errors);
        }
        return change;
    }

    private static JsonObject object(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new ProblemException(ProblemType.INVALID, "The body is no JSON object");
        }
    }

    private Optional<String> text(String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        if (value != JsonValue.NULL) {
            errors.put(name, "is a string, or null");
        }
        return Optional.of("");
    }

    private Optional<List<String>> list(String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        boolean strings = value.getValueType() == JsonValue.ValueType.ARRAY
                && value.asJsonArray().stream().allMatch(JsonString.class::isInstance);
        if (strings) {
            return Optional.of(value.asJsonArray().getValuesAs(JsonString::getString));
        }
        if (value != JsonValue.NULL) {
            errors.put(name, "is a list of strings, or null");
        }
        return Optional.of(List.of());
    }
}
