// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, as it lies in docs, and what it says of values. */
final class ApiDocument {

    static final Path GOLDEN = Path.of("..", "docs", "api", "openapi.json");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode root;
    private final ObjectNode strict;

    private ApiDocument(JsonNode root) {
        this.root = root;
        this.strict = (ObjectNode) root.get("components").deepCopy();
        strict.get("schemas").forEach(ApiDocument::forbidOthers);
    }

    static ApiDocument golden() throws IOException {
        return of(Files.readString(GOLDEN));
    }

    static ApiDocument of(String json) {
        return new ApiDocument(JSON.readTree(json));
    }

    /** The document lets servers add properties; ours has none but those that it tells. */
    private static void forbidOthers(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ApiDocument::forbidOthers);
    }

    JsonNode root() {
        return root;
    }

    /** All operations, in the order of the document. */
    List<ApiOperation> operations() {
        List<ApiOperation> all = new ArrayList<>();
        root.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(entry -> entry.getValue().has("responses"))
                .forEach(verb -> all.add(new ApiOperation(this, verb.getKey(), path.getKey(), verb.getValue()))));
        return all;
    }

    ApiOperation operation(String id) {
        return operations().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the document has no operation " + id));
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(target(node.get("$ref").asString())) : node;
    }

    private JsonNode target(String reference) {
        JsonNode target = root.at(reference.substring(1));
        if (!reference.startsWith("#/") || target.isMissingNode()) {
            throw new AssertionError(reference + " leads nowhere");
        }
        return target;
    }

    /** Every reference anywhere below a node. */
    static Stream<String> references(JsonNode node) {
        Stream<String> own =
                node.isObject() && node.has("$ref") ? Stream.of(node.get("$ref").asString()) : Stream.empty();
        return Stream.concat(own, node.valueStream().flatMap(ApiDocument::references));
    }

    /** What is wrong with a value; nothing when it is as the schema says, and has nothing else. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", strict);
        JsonNode own = schema.deepCopy();
        forbidOthers(own);
        whole.putArray("allOf").add(own);
        return registry
                .getSchema(whole)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }
}
