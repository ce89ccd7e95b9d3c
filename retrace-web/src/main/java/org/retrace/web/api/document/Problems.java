// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/** The table of problems, as shared answers of the document. */
final class Problems {

    private static final String SCHEMA = "Problem";
    private static final String FAULT = "ProblemField";

    private Problems() {}

    /** Adds their schema, and an answer for each type. */
    static void describe(Components components) {
        components.addSchema(FAULT, fault());
        components.addSchema(SCHEMA, schema());
        for (ProblemType type : ProblemType.values()) {
            components.addResponse(name(type), answer(type));
        }
    }

    /** What the answer is called among the components: {@code not-found}. */
    static String name(ProblemType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Schema fault() {
        return object().description("What is wrong with one field or parameter")
                .addProperty("field", text("its name"))
                .addProperty("detail", text("what is wrong with it"))
                .required(List.of("field", "detail"));
    }

    private static Schema schema() {
        return object().description("An error, RFC 9457")
                .addProperty(
                        "type",
                        text("what it is, for programs; it stays")
                                .enumeration(Arrays.stream(ProblemType.values())
                                        .map(type -> (Object) type.urn())
                                        .toList()))
                .addProperty("title", text("what it is, for people; the same each time"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .format("int32")
                                .description("the status of the answer"))
                .addProperty("detail", text("what is wrong and what to do, for people"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("where single fields or parameters are the cause")
                                .items(OASFactory.createSchema().ref("#/components/schemas/" + FAULT)))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private static APIResponse answer(ProblemType type) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type.urn());
        example.put("title", type.title());
        example.put("status", type.status());
        example.put("detail", type.title());
        Content content = OASFactory.createContent()
                .addMediaType(
                        Problem.TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))
                                .example(example));
        APIResponse answer =
                OASFactory.createAPIResponse().description(type.title()).content(content);
        switch (type) {
            case UNAUTHENTICATED -> Headers.add(answer, "WWW-Authenticate");
            case TOO_MANY_REQUESTS -> Headers.add(answer, "Retry-After", "RateLimit", "RateLimit-Policy");
            case UNAVAILABLE -> Headers.add(answer, "Retry-After");
            default -> Headers.add(answer, "RateLimit", "RateLimit-Policy");
        }
        return answer;
    }
}
