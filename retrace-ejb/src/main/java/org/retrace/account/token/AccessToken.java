// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.account.PersonIdentity;
import org.retrace.account.Role;

/** A token of a person; what opens it is known to them alone. */
@Entity
@Table(name = "access_token")
public class AccessToken {

    /** How exactly it is known when it was used last. */
    private static final Duration EXACT = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "identity_id", updatable = false)
    private PersonIdentity identity;

    @Column(updatable = false)
    private String name;

    @Column(updatable = false)
    private byte[] hash;

    @Column(updatable = false)
    private String roles;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    protected AccessToken() {}

    AccessToken(PersonIdentity identity, TokenWish wish, byte[] hash, Instant now) {
        this.identity = identity;
        this.name = wish.name();
        this.hash = hash.clone();
        this.roles = String.join(
                " ", Role.ALL.stream().filter(wish.roles()::contains).toList());
        this.createdAt = now;
        this.expiresAt = now.plus(wish.validFor());
    }

    /** Whether it is worth a note that it is used. */
    boolean isNews(Instant now) {
        return lastUsedAt == null || now.isAfter(lastUsedAt.plus(EXACT));
    }

    /** From then on it opens nothing; since the first time it was said. */
    public void revoke(Instant now) {
        revokedAt = revokedAt == null ? now : revokedAt;
    }

    /** Whether it opens anything at a time. */
    public boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    public long getId() {
        return id;
    }

    public PersonIdentity getIdentity() {
        return identity;
    }

    /** What its owner calls it. */
    public String getName() {
        return name;
    }

    /** What it may do at most: less when its owner may not. */
    public Set<String> getRoles() {
        return Set.of(roles.split(" "));
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getExpiresAt() {
        return expiresAt;
    }

    public Optional<Instant> getLastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    public Optional<Instant> getRevokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
