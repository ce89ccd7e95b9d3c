// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Caller;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.Role;
import org.retrace.account.token.AccessTokens;
import org.retrace.account.token.NewToken;
import org.retrace.account.token.TokenWish;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/me}: who asks, and by which tokens programs ask for them. */
@Tag(name = "Account")
@Path("api/v1/me")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int USUAL_DAYS = 90;

    @Inject
    private Caller caller;

    @Inject
    private People people;

    @Inject
    private AccessTokens tokens;

    /** Who asks, and what they may do with what they signed in by. */
    @GET
    @Operation(operationId = "getMe", summary = "Who asks, and what they may do with what they signed in by")
    public Me me() {
        Identity identity = caller.identity().orElseThrow();
        Person me = people.me();
        return new Me(
                me.getId(),
                me.getDisplayName(),
                identity.name(),
                identity.issuer(),
                Role.ALL.stream().filter(identity.roles()::contains).toList(),
                caller.isProgram(),
                me.getCreatedAt().toString(),
                me.getMail().orElse(null));
    }

    /** Their tokens, the newest first; those that count no more, too. */
    @GET
    @Path("tokens")
    @Operation(
            operationId = "listTokens",
            summary = "The tokens of whoever asks, the newest first",
            description = "Those that count no more, too.")
    public TokenEntry.All tokens() {
        return new TokenEntry.All(
                tokens.mine().stream().map(token -> TokenEntry.of(token, null)).toList());
    }

    /** Makes a token; its text is in this answer and nowhere else. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeToken",
            summary = "Makes a token for a program",
            description = "Its text is in this answer and nowhere else. A token makes no other token.")
    @APIResponseSchema(value = TokenEntry.class, responseCode = "201", responseDescription = "The token, with its text")
    @Refuses(ProblemType.INVALID)
    public Response make(@Nullable NewTokenRequest request) {
        NewTokenRequest asked = Objects.requireNonNullElse(request, new NewTokenRequest(null, null, null));
        Set<String> roles =
                asked.roles() == null ? caller.identity().orElseThrow().roles() : set(asked.roles());
        int days = Objects.requireNonNullElse(asked.validDays(), USUAL_DAYS);
        NewToken outcome =
                tokens.make(new TokenWish(Objects.requireNonNullElse(asked.name(), ""), roles, Duration.ofDays(days)));
        if (outcome instanceof NewToken.Refused refused) {
            return Problem.of(ProblemType.INVALID, refused.reason());
        }
        NewToken.Made made = (NewToken.Made) outcome;
        return Response.status(CREATED)
                .header(
                        HttpHeaders.LOCATION,
                        "/api/v1/me/tokens/" + made.token().getId())
                .entity(TokenEntry.of(made.token(), made.text()))
                .build();
    }

    private static Set<String> set(List<String> roles) {
        Set<String> distinct = new HashSet<>(roles);
        distinct.remove(null);
        return distinct;
    }

    /** From now on it opens nothing. */
    @DELETE
    @Path("tokens/{id:[0-9]{1,18}}")
    @Operation(operationId = "revokeToken", summary = "Revokes a token: from now on it opens nothing")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @Refuses(ProblemType.NOT_FOUND)
    public Response revoke(
            @Parameter(
                            description = "the number of the token",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"),
                            example = "17")
                    @PathParam("id")
                    long id) {
        return tokens.revoke(id)
                ? Response.status(NO_CONTENT).build()
                : Problem.of(ProblemType.NOT_FOUND, "you have no such token; GET /api/v1/me/tokens lists yours");
    }
}
