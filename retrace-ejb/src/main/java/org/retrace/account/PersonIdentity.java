// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

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
import java.util.Set;

/** What an identity provider calls a person. */
@Entity
@Table(name = "person_identity")
public class PersonIdentity {

    /** How exactly it is known when somebody was here last. */
    private static final Duration EXACT = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "person_id")
    private Person person;

    @Column(updatable = false)
    private String issuer;

    @Column(updatable = false)
    private String subject;

    private String name;
    private String roles;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    /** For JPA. */
    protected PersonIdentity() {}

    PersonIdentity(Person person, Identity identity, Instant now) {
        this.person = person;
        issuer = identity.issuer();
        subject = identity.subject();
        name = identity.name();
        roles = Roles.text(identity.roles());
        createdAt = now;
        lastSeenAt = now;
    }

    /** Whether the provider says something else now, or nothing was noted for a while. */
    boolean isNews(Identity identity, Instant now) {
        return !Roles.text(identity.roles()).equals(roles)
                || !identity.name().equals(name)
                || now.isAfter(lastSeenAt.plus(EXACT));
    }

    /** From now on it is this person's. */
    void belongTo(Person other) {
        person = other;
    }

    public long getId() {
        return id;
    }

    public Person getPerson() {
        return person;
    }

    public String getIssuer() {
        return issuer;
    }

    /** Whether it is an account of the server's own. */
    public boolean isEmbedded() {
        return issuer.equals(Identity.EMBEDDED);
    }

    public String getSubject() {
        return subject;
    }

    public String getName() {
        return name;
    }

    /** What the provider allowed when they were here last. */
    public Set<String> getRoles() {
        return Roles.parse(roles);
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getLastSeenAt() {
        return lastSeenAt;
    }
}
