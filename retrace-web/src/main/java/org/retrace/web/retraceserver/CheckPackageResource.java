// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.PackageIndex;
import org.retrace.rpm.Nevra;
import org.retrace.web.PlainText;

/** {@code GET /checkpackage}: whether the server has a package, before a client uploads its crash. */
@Path("checkpackage")
@RequestScoped
public class CheckPackageResource {

    private static final int FOUND = 302;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    @Inject
    private PackageIndex index;

    @HeaderParam("X-Package-NVR")
    private @Nullable String nvr;

    @HeaderParam("X-Package-Arch")
    private @Nullable String arch;

    @HeaderParam("X-OS-Release")
    private @Nullable String release;

    /** Which release it is of does not matter: a version is of one release only. */
    @GET
    public Response check() {
        if (nvr == null) {
            return refused("Required header 'X-Package-NVR' not found");
        }
        if (!nvr.matches("[a-zA-Z0-9._+^~:-]+")) {
            return refused("Package NVR contains illegal characters");
        }
        if (arch == null) {
            return refused("Required header 'X-Package-Arch' not found");
        }
        if (!arch.matches("[a-zA-Z0-9_]+")) {
            return refused("Architecture contains illegal characters");
        }
        if (release != null && !release.matches("[a-zA-Z0-9._-]+")) {
            return refused("OS release contains illegal characters");
        }
        Optional<Nevra> wanted = Nevra.parse(nvr + "." + arch);
        return wanted.isPresent() && index.isKnown(wanted.get())
                ? PlainText.of(FOUND, "The package is known").build()
                : PlainText.of(NOT_FOUND, "The package is not known").build();
    }

    private static Response refused(String sentence) {
        return PlainText.of(FORBIDDEN, sentence).build();
    }
}
