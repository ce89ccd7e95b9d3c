// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record a person, however they sign in; made when they first do, and never removed. */
@Entity
@Table(name = "person")
public class Person {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "display_name")
    private String displayName;

    private @Nullable String mail;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "sessions_end_at")
    private @Nullable Instant sessionsEndAt;

    @Version
    private long version;

    /** For JPA. */
    protected Person() {}

    /** Somebody who comes for the first time. */
    Person(Identity identity, Instant now) {
        displayName = identity.displayName();
        mail = identity.mail().orElse(null);
        createdAt = now;
        lastSeenAt = now;
    }

    /** From then on nobody gets in as this person; since the first time it was said. */
    public void disable(Instant now) {
        disabledAt = disabledAt == null ? now : disabledAt;
        sessionsEndAt = now;
    }

    /** Sessions that were ended as another's stay so, now that the other is this person. */
    public void inherit(Person other) {
        if (other.sessionsEndAt != null && goesOn(other.sessionsEndAt)) {
            sessionsEndAt = other.sessionsEndAt;
        }
    }

    /** They may come in again. */
    public void enable() {
        disabledAt = null;
    }

    public long getId() {
        return id;
    }

    public String getDisplayName() {
        return displayName;
    }

    public Optional<String> getMail() {
        return Optional.ofNullable(mail);
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getLastSeenAt() {
        return lastSeenAt;
    }

    /** Since when nobody gets in as this person; empty when they may. */
    public Optional<Instant> getDisabledAt() {
        return Optional.ofNullable(disabledAt);
    }

    /** Whether a session that began then goes on, as far as this person is concerned. */
    public boolean goesOn(Instant sessionSince) {
        return sessionsEndAt == null || sessionSince.isAfter(sessionsEndAt);
    }

    /** Grows with each change that an administrator makes. */
    public long getVersion() {
        return version;
    }
}
