// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ServerHome;
import tools.jackson.databind.JsonNode;

/** The document at /openapi: the one in docs, and one that programs can be made of. */
@ExtendWith(OpenapiServer.class)
class DocumentIT {

    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private final ServerHome server;

    DocumentIT(OpenapiServer.Running running) {
        this.server = running.home();
    }

    /** {@code -Dgolden.update} writes the file anew; the difference is to be reviewed. */
    @BeforeEach
    void updateWhenAsked() throws IOException {
        if (System.getProperty("golden.update") != null) {
            String served = served("application/json").body();
            Files.writeString(ApiDocument.GOLDEN, ApiDocument.read(served).toPrettyString() + "\n");
        }
    }

    private ApiAnswer served(String accepted) throws IOException {
        return ApiCaller.nobody(server).with("Accept", accepted).call("GET", "/openapi", new byte[0]);
    }

    @Test
    void servedDocumentIsTheOneInDocs() throws IOException {
        ApiAnswer served = served("application/json");

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.type()).isEqualTo("application/json");
        assertThat(served.json()).isEqualTo(ApiDocument.golden().root());
    }

    @ParameterizedTest(name = "Accept: {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            application/yaml | application/yaml
            application/json | application/json
            ''               | application/yaml
            */*              | application/yaml
            """)
    void everybodyGetsItInTheFormThatTheyAskFor(String accepted, String type) throws IOException {
        ApiAnswer served = served(accepted);

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.type()).isEqualTo(type);
        assertThat(served.body()).contains("openapi", "3.1.", "/api/v1/me/tokens");
    }

    @Test
    void classicInterfaceIsNotInIt() throws IOException {
        assertThat(ApiDocument.golden().operations()).isNotEmpty().allSatisfy(operation -> assertThat(operation.path())
                .startsWith("/api/v1/"));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode root = ApiDocument.golden().root();

        assertThat(ApiDocument.references(root).distinct()).isNotEmpty().allSatisfy(reference -> assertThat(
                        root.at(reference.substring(1)).isMissingNode())
                .isFalse());
    }

    @Test
    void everySchemaIsOneAsDraft202012HasThem() throws IOException {
        JsonNode schemas = ApiDocument.golden().root().at("/components/schemas");
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(META));

        assertThat(schemas.properties()).isNotEmpty().allSatisfy(schema -> assertThat(
                        meta.validate(schema.getValue().toString(), InputFormat.JSON))
                .isEmpty());
    }

    @Test
    void everyOperationHasANameOfItsOwnASummaryAndATag() throws IOException {
        List<ApiOperation> operations = ApiDocument.golden().operations();

        assertThat(operations).extracting(ApiOperation::id).doesNotHaveDuplicates();
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.description().path("summary").asString("")).isNotBlank();
            assertThat(operation.description().path("tags")).hasSize(1);
            assertThat(operation.description().path("security")).isNotEmpty();
        });
    }

    @Test
    void everyExampleIsAsItsSchemaSays() throws IOException {
        ApiDocument document = ApiDocument.golden();
        List<JsonNode> types = mediaTypes(document).toList();

        assertThat(types).isNotEmpty().allSatisfy(type -> {
            List<JsonNode> examples = examples(document, type).toList();
            assertThat(examples).as(type.toString()).isNotEmpty();
            assertThat(examples).allSatisfy(example -> assertThat(document.faults(type.get("schema"), example))
                    .isEmpty());
        });
    }

    @Test
    void everyParameterHasAnExampleAsItsSchemaSays() throws IOException {
        ApiDocument document = ApiDocument.golden();

        assertThat(document.operations().stream().flatMap(each -> each.parameters().stream()))
                .isNotEmpty()
                .allSatisfy(parameter -> {
                    assertThat(parameter.path("description").asString("")).isNotBlank();
                    if (parameter.path("required").asBoolean(false)) {
                        assertThat(parameter.has("example")).isTrue();
                    }
                    if (parameter.has("example")) {
                        assertThat(document.faults(parameter.get("schema"), parameter.get("example")))
                                .isEmpty();
                    }
                });
    }

    /** Those of JSON, of requests and answers, by their content. */
    private static Stream<JsonNode> mediaTypes(ApiDocument document) {
        return document.operations().stream()
                .flatMap(operation -> Stream.concat(
                        Stream.of(operation.description().path("requestBody")),
                        operation.description().path("responses").valueStream().map(document::resolve)))
                .flatMap(part -> part.path("content").properties().stream())
                .filter(entry -> entry.getKey().endsWith("json"))
                .map(entry -> entry.getValue());
    }

    private static Stream<JsonNode> examples(ApiDocument document, JsonNode type) {
        Stream<JsonNode> named =
                type.path("examples").valueStream().map(document::resolve).map(example -> example.get("value"));
        return type.has("example") ? Stream.concat(Stream.of(type.get("example")), named) : named;
    }
}
