// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.administration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.account.token.AccessToken;

/** The tokens of all persons, for administrators. */
@Stateless
@RolesAllowed(Role.ADMIN)
public class TokenOffice {

    private static final int MOST = 500;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private AuditLog audit;

    /** Those of a person that count now, the newest first. */
    public List<AccessToken> live(long personId) {
        return entities.createQuery(
                        """
                        select t from AccessToken t
                         where t.identity.person.id = :person and t.revokedAt is null and t.expiresAt > :now
                         order by t.id desc
                        """,
                        AccessToken.class)
                .setParameter("person", personId)
                .setParameter("now", Instant.now())
                .setMaxResults(MOST)
                .getResultList();
    }

    /**
     * From now on one of them opens nothing.
     *
     * @return why not, as a sentence; empty when it was done
     */
    public Optional<String> revoke(long personId, long tokenId) {
        Optional<AccessToken> live = live(personId).stream()
                .filter(token -> token.getId() == tokenId)
                .findFirst();
        live.ifPresent(token -> {
            token.revoke(Instant.now());
            audit.add(
                    AuditAction.TOKEN_REVOKED,
                    "token " + tokenId,
                    token.getName() + ", of " + token.getIdentity().getPerson().getDisplayName() + " (person "
                            + personId + ")");
        });
        return live.isPresent() ? Optional.empty() : Optional.of("this token counts no more, or is somebody else's");
    }
}
