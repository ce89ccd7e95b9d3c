// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import jakarta.faces.context.FacesContext;

/** Who may change what is kept. */
final class Roles {

    private Roles() {}

    static boolean isAdministrator() {
        return FacesContext.getCurrentInstance().getExternalContext().isUserInRole("admin");
    }

    /** @throws SecurityException when it is somebody to whom no page shows a button for it */
    static void demandAdministrator() {
        if (!isAdministrator()) {
            throw new SecurityException("only an administrator may change what is kept");
        }
    }
}
