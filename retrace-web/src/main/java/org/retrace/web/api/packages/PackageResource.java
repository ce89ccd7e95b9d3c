// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.packages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.Role;
import org.retrace.repository.find.FoundPackage;
import org.retrace.repository.find.PackageBy;
import org.retrace.repository.find.PackagePlace;
import org.retrace.repository.find.PackageSearch;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/packages} and {@code /api/v1/build-ids}: what the index knows. */
@Tag(name = "Packages")
@Path("api/v1")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class PackageResource {

    private static final int MOST_TEXT = 300;
    private static final String BUILD_ID = "([0-9a-f]{2}){8,32}";

    @Inject
    private PackageSearch search;

    /** Packages by how their names begin, with version, release and architecture as far as they are given. */
    @GET
    @Path("packages")
    @Operation(
            operationId = "findPackages",
            summary = "Packages by how their names begin",
            description = "With version, release and architecture as far as they are given.")
    @Parameter(
            name = "nevra",
            in = ParameterIn.QUERY,
            required = true,
            description = "how name, epoch, version, release and architecture begin",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = MOST_TEXT),
            example = "bash-5.2.26-1")
    @Refuses(ProblemType.INVALID)
    public Page<PackageEntry> packages(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri, "nevra");
        String nevra = request.parameter("nevra").orElse("");
        if (nevra.isBlank() || nevra.length() > MOST_TEXT || nevra.indexOf('\0') >= 0) {
            throw ListRequest.wrong("nevra", "is the beginning of a package's name, such as bash-5.2.26-1");
        }
        PackageBy by = nevra.contains("-") ? PackageBy.VERSION : PackageBy.NAME;
        Page<PackageEntry> found = page(request, by, nevra);
        return found.items().isEmpty() && by == PackageBy.VERSION ? page(request, PackageBy.NAME, nevra) : found;
    }

    /** Packages with a file that has this build-id. */
    @GET
    @Path("build-ids/{hex}")
    @Operation(operationId = "findBuildId", summary = "Packages with a file that has a build-id")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public Page<PackageEntry> buildId(
            @Parameter(
                            description = "the build-id, 8 to 32 bytes in hexadecimal digits",
                            schema = @Schema(type = SchemaType.STRING, pattern = "^([0-9a-fA-F]{2}){8,32}$"),
                            example = "b7f2e9d4a1c05f6e8b3d2a9c4e7f1b6d5a8c3e90")
                    @PathParam("hex")
                    String hex,
            @Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri);
        String buildId = hex.toLowerCase(Locale.ROOT);
        if (!buildId.matches(BUILD_ID)) {
            throw new ProblemException(ProblemType.INVALID, "A build-id is 8 to 32 bytes in hexadecimal digits");
        }
        Page<PackageEntry> found = page(request, PackageBy.BUILD_ID, buildId);
        if (found.items().isEmpty() && request.cursor().isEmpty()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "No package of the index has a file with this build-id");
        }
        return found;
    }

    private Page<PackageEntry> page(ListRequest request, PackageBy by, String text) {
        PackagePlace after = request.cursor()
                .map(cursor -> PackagePlace.parse(cursor).orElseThrow(ListRequest::wrongCursor))
                .orElse(PackagePlace.FIRST);
        List<FoundPackage> found = search.page(by, text, after, request.limit() + 1);
        return Page.of(request, found, PackageEntry::of, last -> last.place().toString());
    }
}
