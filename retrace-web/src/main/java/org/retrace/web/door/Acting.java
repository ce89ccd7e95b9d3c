// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
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

    /** In the name of somebody whom an identity provider knows, and the container has just recognised. */
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
        return as(program, program.identity().roles());
    }

    /** In the name of an account of the server's own. Asking the domain for it would look like one more sign-in. */
    static Acting as(Principal account, Set<String> roles) {
        return new Acting(SecurityDomain.getCurrent()
                .createAdHocIdentity(account)
                .withDefaultRoleMapper(RoleMapper.constant(Roles.fromSet(roles))));
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
