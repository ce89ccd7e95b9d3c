// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.retrace.account.audit.AuditAction;

/**
 * The document as resources and openapi.yaml leave it, made whole: what all operations have in common is said here
 * once.
 */
public final class DocumentFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        components.addSchema(
                "AuditAction",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .enumeration(Arrays.stream(AuditAction.values())
                                .map(action -> (Object) action.name())
                                .toList()));
        components.getSchemas().values().forEach(DocumentFilter::demand);
        Problems.describe(components);
        Map<String, Method> methods = Resources.methods();
        OperationRules rules = new OperationRules(components);
        document.setPaths(sorted(document.getPaths()));
        document.getPaths().getPathItems().values().forEach(DocumentFilter::handDown);
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((verb, operation) -> Optional.ofNullable(methods.get(verb + " " + path))
                        .ifPresent(method -> rules.complete(path, operation, method))));
    }

    /** What a resource has as a field is a parameter of each of its operations. */
    private static void handDown(PathItem item) {
        List<Parameter> ofAll = Objects.requireNonNullElse(item.getParameters(), List.<Parameter>of());
        item.getOperations().values().forEach(operation -> ofAll.forEach(operation::addParameter));
        item.setParameters(null);
    }

    private static Paths sorted(Paths paths) {
        Map<String, PathItem> inOrder = new TreeMap<>(paths.getPathItems());
        Paths all = OASFactory.createPaths();
        inOrder.forEach(all::addPathItem);
        return all;
    }

    /**
     * Nothing is null in our JSON: what may be null in a record is left out, and all else is there. Roles are called
     * roles.
     */
    private static void demand(Schema schema) {
        if (schema.getProperties() == null || schema.getRequired() != null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            if (name.equals("roles")) {
                property.setItems(OASFactory.createSchema().ref("#/components/schemas/Role"));
            }
            if (isOptional(property)) {
                withoutNull(property);
            } else {
                schema.addRequired(name);
            }
        });
    }

    /** A reference to another schema may be null by a choice of two. */
    private static void withoutNull(Schema property) {
        if (property.getAnyOf() == null) {
            property.removeType(Schema.SchemaType.NULL);
        } else {
            String other = property.getAnyOf().stream()
                    .map(Schema::getRef)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            property.setAnyOf(null);
            property.setType(null);
            property.setRef(other);
        }
    }

    private static boolean isOptional(Schema property) {
        List<Schema.SchemaType> types = property.getType();
        return (types != null && types.contains(Schema.SchemaType.NULL)) || isChoice(property);
    }

    private static boolean isChoice(Schema property) {
        List<Schema> choices = Objects.requireNonNullElse(property.getAnyOf(), List.of());
        return choices.stream().anyMatch(DocumentFilter::isOptional);
    }
}
