// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrace.account.EmbeddedAccounts;
import org.retrace.account.Identity;
import org.retrace.account.IdentityProviders;
import org.retrace.account.Person;
import org.retrace.account.PersonIdentity;
import org.retrace.account.ProgramPrincipal;

/** Opens to programs that bring a token. */
@Stateless
public class TokenDoor {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private EmbeddedAccounts accounts;

    @Inject
    private IdentityProviders providers;

    /**
     * Whom a token lets in.
     *
     * @param tokenName what its owner calls it
     */
    public record Opened(ProgramPrincipal principal, String tokenName) {}

    /**
     * Opens with a token: with the roles that it has and its owner still has.
     *
     * @return empty when there is no such token, it counts no more, its owner is disabled, or no role is left
     */
    public Optional<Opened> open(String text) {
        if (!TokenText.matches(text)) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        List<AccessToken> found = entities.createQuery(
                        "select t from AccessToken t where t.hash = :hash", AccessToken.class)
                .setParameter("hash", TokenText.hash(text))
                .getResultList();
        return found.stream()
                .filter(token -> token.isLive(now))
                .filter(token -> token.getIdentity().getPerson().getDisabledAt().isEmpty())
                .findFirst()
                .flatMap(token -> open(token, now));
    }

    private Optional<Opened> open(AccessToken token, Instant now) {
        Set<String> roles = new HashSet<>(roles(token.getIdentity()));
        roles.retainAll(token.getRoles());
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        if (token.isNews(now)) {
            noteUse(token, now);
        }
        return Optional.of(new Opened(new ProgramPrincipal(identity(token.getIdentity(), roles)), token.getName()));
    }

    /** Nothing else is written: somebody may revoke the token meanwhile. */
    private void noteUse(AccessToken token, Instant now) {
        entities.createQuery("update AccessToken t set t.lastUsedAt = :now where t.id = :id")
                .setParameter("now", now)
                .setParameter("id", token.getId())
                .executeUpdate();
    }

    /** What the owner may do now; of another provider's identities it is known when they signed in last. */
    private Set<String> roles(PersonIdentity owner) {
        if (owner.isEmbedded()) {
            return accounts.roles(owner.getSubject());
        }
        return providers.trusts(owner.getIssuer()) ? owner.getRoles() : Set.of();
    }

    private static Identity identity(PersonIdentity owner, Set<String> roles) {
        Person person = owner.getPerson();
        return new Identity(
                owner.getIssuer(),
                owner.getSubject(),
                owner.getName(),
                person.getDisplayName(),
                person.getMail(),
                roles);
    }
}
