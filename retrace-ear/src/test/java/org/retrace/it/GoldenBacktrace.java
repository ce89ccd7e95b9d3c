// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A {@code backtrace.json} without what differs from run to run and from machine to machine: addresses over 20 bits (in
 * values too), numbers of ten digits and more, thread ids, build-ids (the packages are built below the checkout's
 * path). The C library is the machine's own: of its modules only the path is left, of its frames a line for all in a
 * row, and frames have no numbers.
 */
final class GoldenBacktrace {

    private static final String ANY = "*";

    private final Set<Integer> machineModules = new HashSet<>();

    private GoldenBacktrace() {}

    static String of(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return pretty(new GoldenBacktrace().document(reader.readObject()));
        }
    }

    private static String pretty(JsonObject object) {
        StringWriter text = new StringWriter();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString().strip() + "\n";
    }

    private JsonObject document(JsonObject document) {
        JsonObjectBuilder builder = Json.createObjectBuilder();
        document.forEach((name, value) -> {
            switch (name) {
                case "modules" -> builder.add(name, modules(value.asJsonArray()));
                case "threads" -> builder.add(name, threads(value.asJsonArray()));
                default -> builder.add(name, plain(name, value));
            }
        });
        return builder.build();
    }

    private JsonArrayBuilder modules(JsonArray modules) {
        JsonArrayBuilder builder = Json.createArrayBuilder();
        for (int i = 0; i < modules.size(); i++) {
            JsonObject module = modules.getJsonObject(i);
            if (module.getString("package", "").startsWith("glibc-")) {
                machineModules.add(i);
                builder.add(Json.createObjectBuilder().add("path", module.get("path")));
            } else {
                builder.add(plain("", module));
            }
        }
        return builder;
    }

    private JsonArrayBuilder threads(JsonArray threads) {
        JsonArrayBuilder builder = Json.createArrayBuilder();
        for (JsonObject thread : threads.getValuesAs(JsonObject.class)) {
            JsonObjectBuilder copy = Json.createObjectBuilder();
            thread.forEach((name, value) ->
                    copy.add(name, name.equals("frames") ? frames(value.asJsonArray()) : plain(name, value)));
            builder.add(copy);
        }
        return builder;
    }

    private JsonArray frames(JsonArray frames) {
        JsonArrayBuilder builder = Json.createArrayBuilder();
        boolean inMachines = false;
        for (JsonObject frame : frames.getValuesAs(JsonObject.class)) {
            boolean machines = machineModules.contains(frame.getInt("module", -1));
            if (!machines) {
                JsonObjectBuilder copy =
                        Json.createObjectBuilder(plain("", frame).asJsonObject());
                builder.add(copy.remove("number"));
            } else if (!inMachines) {
                builder.add("frames of the C library");
            }
            inMachines = machines;
        }
        return builder.build();
    }

    private static JsonValue plain(String name, JsonValue value) {
        if (name.equals("buildId") || name.equals("lwp")) {
            return Json.createValue(ANY);
        }
        if (value instanceof JsonString text) {
            return Json.createValue(
                    text.getString().replaceAll("0x[0-9a-f]{6,}", "0x*").replaceAll("\\b[0-9]{10,}\\b", ANY));
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder builder = Json.createArrayBuilder();
            array.forEach(element -> builder.add(plain("", element)));
            return builder.build();
        }
        if (value instanceof JsonObject object) {
            JsonObjectBuilder builder = Json.createObjectBuilder();
            object.forEach((member, element) -> builder.add(member, plain(member, element)));
            return builder.build();
        }
        return value;
    }
}
