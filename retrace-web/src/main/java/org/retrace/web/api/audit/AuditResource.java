// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditFilter;
import org.retrace.account.audit.AuditTrail;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/audit}: who did what. */
@Tag(name = "Audit")
@Path("api/v1/audit")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV})
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final String NUMBER = "[0-9]{1,18}";

    @Inject
    private AuditTrail trail;

    /** The newest first. */
    @GET
    @Operation(operationId = "listAudit", summary = "Who did what, the newest first")
    @Parameter(
            name = "person",
            in = ParameterIn.QUERY,
            description = "only what this person did",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"),
            example = "4")
    @Parameter(name = "action", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "object",
            in = ParameterIn.QUERY,
            description = "only what was done to this: its kind, a space, and its name or number",
            schema = @Schema(type = SchemaType.STRING),
            example = "token 17")
    @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "from this time on",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-01-31T12:00:00Z")
    @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "before this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-02-01T00:00:00Z")
    @Refuses(ProblemType.INVALID)
    public Page<AuditEntry> list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri, "person", "action", "object", "since", "until");
        AuditFilter filter = new AuditFilter(
                person(request),
                action(request),
                request.parameter("object"),
                time(request, "since"),
                time(request, "until"));
        OptionalLong before = request.cursor().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number(request.cursor().get()).orElseThrow(ListRequest::wrongCursor));
        return Page.of(
                request,
                trail.page(filter, before, request.limit() + 1),
                AuditEntry::of,
                last -> Long.toString(last.getId()));
    }

    private static OptionalLong person(ListRequest request) {
        Optional<String> person = request.parameter("person");
        return person.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number(person.get())
                        .orElseThrow(() -> ListRequest.wrong("person", "is the number of a person")));
    }

    private static Optional<Long> number(String text) {
        return text.matches(NUMBER) ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<AuditAction> action(ListRequest request) {
        return request.parameter("action").map(name -> Arrays.stream(AuditAction.values())
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ListRequest.wrong("action", "is one of " + Arrays.toString(AuditAction.values()))));
    }

    private static Optional<Instant> time(ListRequest request, String name) {
        return request.parameter(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw ListRequest.wrong(name, "is a time as RFC 3339 has it: 2026-01-31T12:00:00Z");
            }
        });
    }
}
