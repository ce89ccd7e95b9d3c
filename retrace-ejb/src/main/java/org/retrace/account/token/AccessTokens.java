// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.retrace.account.Caller;
import org.retrace.account.Identity;
import org.retrace.account.People;
import org.retrace.account.Person;
import org.retrace.account.PersonIdentity;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;

/** The tokens of whoever asks. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class AccessTokens {

    /** Most tokens of one person that count at a time. */
    public static final int MOST_LIVE = 50;

    private static final int MOST_SHOWN = 500;

    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private People people;

    @Inject
    private Caller caller;

    @Inject
    private AuditLog audit;

    /** Makes one. A token makes no other: who has found it loses it with it. */
    public NewToken make(TokenWish wish) {
        if (caller.isProgram()) {
            return new NewToken.Refused("", "a token cannot make another; sign in yourself");
        }
        Identity me = caller.identity().orElseThrow();
        Optional<NewToken.Refused> fault = wish.fault(me.roles());
        if (fault.isPresent()) {
            return fault.get();
        }
        PersonIdentity owner = people.arrived(me);
        entities.lock(owner, LockModeType.PESSIMISTIC_WRITE);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        if (live(owner.getPerson(), now) >= MOST_LIVE) {
            return new NewToken.Refused("", "you have " + MOST_LIVE + " tokens that count; revoke one first");
        }
        String text = TokenText.random(random);
        AccessToken made = new AccessToken(owner, wish, TokenText.hash(text), now);
        entities.persist(made);
        audit.add(
                AuditAction.TOKEN_MADE,
                "token " + made.getId(),
                made.getName() + ": " + String.join(", ", wish.roles()) + ", until " + made.getExpiresAt());
        return new NewToken.Made(made, text);
    }

    private long live(Person person, Instant now) {
        return entities.createQuery(
                        """
                        select count(t) from AccessToken t
                         where t.identity.person = :person and t.revokedAt is null and t.expiresAt > :now
                        """,
                        Long.class)
                .setParameter("person", person)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** The newest first; but those that open nothing any more, behind all others. */
    public List<AccessToken> mine() {
        Person me = people.me();
        return entities.createQuery(
                        """
                        select t from AccessToken t where t.identity.person = :me
                         order by case when t.revokedAt is null and t.expiresAt > :now then 0 else 1 end, t.id desc
                        """,
                        AccessToken.class)
                .setParameter("me", me)
                .setParameter("now", Instant.now())
                .setMaxResults(MOST_SHOWN)
                .getResultList();
    }

    /**
     * From now on it opens nothing.
     *
     * @return false when whoever asks has no such token
     */
    public boolean revoke(long id) {
        Optional<AccessToken> mine = Optional.ofNullable(entities.find(AccessToken.class, id))
                .filter(token ->
                        token.getIdentity().getPerson().getId() == people.me().getId());
        mine.filter(token -> token.getRevokedAt().isEmpty()).ifPresent(token -> {
            token.revoke(Instant.now());
            audit.add(AuditAction.TOKEN_REVOKED, "token " + id, token.getName());
        });
        return mine.isPresent();
    }
}
