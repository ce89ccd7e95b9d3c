// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.Callable;
import org.retrace.account.ProgramPrincipal;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.RoleMapper;
import org.wildfly.security.authz.Roles;

/** In whose name the beans behind a request work: the container tells them only of paths that it guards itself. */
final class Acting {

    private final SecurityIdentity identity;

    private Acting(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** What is done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, ServletException;
    }

    /** In the name of whom the container has just recognised. */
    static Acting as(Principal recognised) throws ServletException {
        try {
            return new Acting(
                    SecurityDomain.getCurrent().getAnonymousSecurityIdentity().createRunAsIdentity(recognised, false));
        } catch (SecurityException e) {
            throw new ServletException(recognised.getName() + " was recognised, but is not authorized", e);
        }
    }

    /** In the name of a program. */
    static Acting as(ProgramPrincipal program) {
        Roles roles = Roles.fromSet(program.identity().roles());
        return new Acting(SecurityDomain.getCurrent()
                .createAdHocIdentity(program)
                .withDefaultRoleMapper(RoleMapper.constant(roles)));
    }

    void run(Work work) throws IOException, ServletException {
        try {
            identity.runAs((Callable<Boolean>) () -> {
                work.run();
                return true;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
