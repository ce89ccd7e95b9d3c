// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Caller;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.Role;
import org.retrace.account.token.AccessToken;
import org.retrace.account.token.AccessTokens;
import org.retrace.account.token.NewToken;
import org.retrace.account.token.TokenWish;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/** {@code /api/v1/me}: who asks, and by which tokens programs ask for them. */
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
    public Response me() {
        Identity identity = caller.identity().orElseThrow();
        Person me = people.me();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", me.getId())
                .add("name", me.getDisplayName())
                .add("account", identity.name())
                .add("issuer", identity.issuer())
                .add("roles", array(identity.roles()))
                .add("program", caller.isProgram())
                .add("firstSeenAt", me.getCreatedAt().toString());
        me.getMail().ifPresent(mail -> json.add("mail", mail));
        return Response.ok(json.build()).build();
    }

    /** Their tokens, the newest first; those that count no more, too. */
    @GET
    @Path("tokens")
    public Response tokens() {
        JsonArrayBuilder items = Json.createArrayBuilder();
        tokens.mine().forEach(token -> items.add(json(token)));
        return Response.ok(Json.createObjectBuilder().add("items", items).build())
                .build();
    }

    /** Makes a token; its text is in this answer and nowhere else. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
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
                .entity(json(made.token()).add("token", made.text()).build())
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
    public Response revoke(@PathParam("id") long id) {
        return tokens.revoke(id)
                ? Response.status(NO_CONTENT).build()
                : Problem.of(ProblemType.NOT_FOUND, "you have no such token; GET /api/v1/me/tokens lists yours");
    }

    private static JsonObjectBuilder json(AccessToken token) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", token.getId())
                .add("name", token.getName())
                .add("roles", array(token.getRoles()))
                .add("createdAt", token.getCreatedAt().toString())
                .add("expiresAt", token.getExpiresAt().toString());
        token.getLastUsedAt().ifPresent(time -> json.add("lastUsedAt", time.toString()));
        token.getRevokedAt().ifPresent(time -> json.add("revokedAt", time.toString()));
        return json;
    }

    private static JsonArrayBuilder array(Collection<String> roles) {
        return Json.createArrayBuilder(Role.ALL.stream().filter(roles::contains).toList());
    }
}
