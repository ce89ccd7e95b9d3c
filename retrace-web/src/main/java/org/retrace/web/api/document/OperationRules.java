// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** What is the same for all operations of their kind: roles, credentials, parameters, errors, headers, examples. */
final class OperationRules {

    private static final Set<ProblemType> OF_ALL = EnumSet.of(
            ProblemType.UNAUTHENTICATED,
            ProblemType.FORBIDDEN,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.TOO_MANY_REQUESTS,
            ProblemType.FAILED,
            ProblemType.UNAVAILABLE);

    private static final Set<ProblemType> OF_BODIES =
            EnumSet.of(ProblemType.INVALID, ProblemType.TOO_SLOW, ProblemType.UNSUPPORTED_TYPE);

    private static final String UNCHANGED = "304";
    private static final List<String> CREATED = List.of("201", "202");

    private final Components components;

    OperationRules(Components components) {
        this.components = components;
    }

    /** Says the rest of an operation, by the method behind it. */
    void complete(String path, Operation operation, Method method) {
        Set<ProblemType> refused = refused(method);
        secure(operation, method);
        parameters(path, operation, refused);
        operation.getResponses().getAPIResponses().forEach((status, answer) -> {
            headers(operation, status, answer);
            examples(answer.getContent(), operation.getOperationId());
        });
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(true);
            examples(operation.getRequestBody().getContent(), operation.getOperationId() + "Request");
        }
        refusals(operation, method, refused);
    }

    private static Set<ProblemType> refused(Method method) {
        Refuses refuses = method.getAnnotation(Refuses.class);
        return refuses == null ? Set.of() : Set.of(refuses.value());
    }

    private static Collection<MediaType> types(@Nullable Content content) {
        return content == null ? List.of() : content.getMediaTypes().values();
    }

    private void secure(Operation operation, Method method) {
        List<SecurityRequirement> ways = new ArrayList<>();
        Optional<RolesAllowed> roles = Resources.annotation(method, RolesAllowed.class);
        if (roles.isPresent()) {
            operation.addExtension("x-roles", List.of(roles.get().value()));
        } else {
            ways.add(OASFactory.createSecurityRequirement());
        }
        components
                .getSecuritySchemes()
                .keySet()
                .forEach(way -> ways.add(OASFactory.createSecurityRequirement().addScheme(way)));
        operation.setSecurity(ways);
    }

    private void parameters(String path, Operation operation, Set<ProblemType> refused) {
        List<Parameter> all = new ArrayList<>();
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            String name = name(path, parameter);
            Parameter known = components.getParameters().get(name);
            boolean shared = known != null && known.getIn() == parameter.getIn();
            if (!name.equals("If-Match")) {
                all.add(shared ? shared(name) : parameter);
            }
        }
        if (isPage(operation)) {
            all.add(shared("limit"));
            all.add(shared("cursor"));
        }
        if (operation.getResponses().hasAPIResponse(UNCHANGED)) {
            all.add(shared("If-None-Match"));
        }
        if (refused.contains(ProblemType.PRECONDITION_REQUIRED)) {
            all.add(shared("If-Match-required"));
        } else if (refused.contains(ProblemType.CHANGED)) {
            all.add(shared("If-Match"));
        }
        if (refused.contains(ProblemType.KEY_REUSED)) {
            all.add(shared("Idempotency-Key"));
        }
        operation.setParameters(all.isEmpty() ? null : all);
    }

    /** Among the components; what {@code id} is depends on the path. */
    private static String name(String path, Parameter parameter) {
        boolean task = path.startsWith("/api/v1/tasks/{id}") && "id".equals(parameter.getName());
        return task ? "task" : String.valueOf(parameter.getName());
    }

    private static Parameter shared(String name) {
        return OASFactory.createParameter().ref("#/components/parameters/" + name);
    }

    private static boolean isPage(Operation operation) {
        APIResponse answer = operation.getResponses().getAPIResponse("200");
        return answer != null
                && types(answer.getContent()).stream()
                        .anyMatch(type -> reference(type).startsWith("#/components/schemas/Page"));
    }

    /** What the schema refers to; empty when it is said in place. */
    private static String reference(MediaType type) {
        return type.getSchema() == null
                ? ""
                : Objects.requireNonNullElse(type.getSchema().getRef(), "");
    }

    private static void headers(Operation operation, String status, APIResponse answer) {
        Headers.add(answer, "RateLimit", "RateLimit-Policy");
        if (CREATED.contains(status)) {
            Headers.add(answer, "Location");
        }
        if (hasTag(operation, status, answer)) {
            Headers.add(answer, "ETag");
        }
    }

    /** A task has a tag, and so has what may be unchanged. */
    private static boolean hasTag(Operation operation, String status, APIResponse answer) {
        boolean task = types(answer.getContent()).stream()
                .anyMatch(type -> reference(type).equals("#/components/schemas/TaskEntry"));
        boolean conditional = operation.getResponses().hasAPIResponse(UNCHANGED);
        return task || (conditional && Set.of("200", UNCHANGED).contains(status));
    }

    /** The example of the operation's name; of a text beside JSON, with Text behind it. */
    private void examples(@Nullable Content content, String name) {
        Map<String, MediaType> types = content == null ? Map.of() : content.getMediaTypes();
        types.forEach((type, described) -> {
            String own = types.size() > 1 && type.startsWith("text/") ? name + "Text" : name;
            if (components.getExamples().containsKey(own)) {
                described.addExample("usual", OASFactory.createExample().ref("#/components/examples/" + own));
            }
        });
    }

    /** Whether it answers with whatever type the thing has, and so suits everybody. */
    private static boolean isAnything(Method method) {
        Produces types = method.getAnnotation(Produces.class);
        return types != null && List.of(types.value()).contains("*/*");
    }

    private static void refusals(Operation operation, Method method, Set<ProblemType> own) {
        Set<ProblemType> all = EnumSet.copyOf(OF_ALL);
        if (operation.getRequestBody() != null && method.isAnnotationPresent(Consumes.class)) {
            all.addAll(OF_BODIES);
        }
        all.addAll(own);
        if (isAnything(method)) {
            all.remove(ProblemType.NOT_ACCEPTABLE);
        }
        for (ProblemType type : all) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            Integer.toString(type.status()),
                            OASFactory.createAPIResponse().ref("#/components/responses/" + Problems.name(type)));
        }
    }
}
