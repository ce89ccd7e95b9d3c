// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.release;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.Role;
import org.retrace.repository.catalog.KnownReleases;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.Holdings;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/releases}: those that plugins and their mirrors name, and those that are kept. */
@Tag(name = "Packages")
@Path("api/v1/releases")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class ReleaseResource {

    @Inject
    private KnownReleases known;

    @Inject
    private Holdings holdings;

    /** In order of their names; the cursor is the last name of the page before. */
    @GET
    @Operation(
            operationId = "listReleases",
            summary = "Releases that can be brought here, and those that are here",
            description = "In order of their names.")
    @Parameter(
            name = "distribution",
            in = ParameterIn.QUERY,
            description = "only releases of this distribution",
            schema = @Schema(type = SchemaType.STRING, maxLength = 60),
            example = "fedora")
    @Refuses(ProblemType.INVALID)
    public Page<ReleaseEntry> list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri, "distribution");
        Set<ReleaseName> kept =
                holdings.releases().stream().map(HeldRelease::name).collect(Collectors.toSet());
        List<ReleaseEntry> all = Stream.concat(kept.stream(), known())
                .distinct()
                .map(name -> entry(name, kept.contains(name)))
                .filter(entry -> request.parameter("distribution").stream().allMatch(entry.distribution()::equals))
                .filter(entry -> request.cursor().stream()
                        .allMatch(cursor -> entry.release().compareTo(cursor) > 0))
                .sorted(Comparator.comparing(ReleaseEntry::release))
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(request, all, entry -> entry, ReleaseEntry::release);
    }

    private Stream<ReleaseName> known() {
        return known.now().stream().flatMap(each -> each.versions().stream()
                .flatMap(version -> each.distribution().architectures(version).stream()
                        .map(arch ->
                                new ReleaseName(new Release(each.distribution().name(), version), arch))));
    }

    private static ReleaseEntry entry(ReleaseName name, boolean kept) {
        return new ReleaseEntry(
                name.toString(), name.release().distribution(), name.release().version(), name.arch(), kept);
    }
}
