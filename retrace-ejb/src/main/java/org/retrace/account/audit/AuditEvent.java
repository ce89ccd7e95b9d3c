// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Origin;
import org.retrace.account.PersonIdentity;

/** One thing that somebody did. */
@Entity
@Table(name = "audit_event")
public class AuditEvent {

    private static final int MOST_CHARACTERS = 2000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private Instant at;

    @Column(name = "person_id")
    private @Nullable Long personId;

    private String actor;
    private String identity;
    private String address;
    private String way;

    @Enumerated(EnumType.STRING)
    private AuditAction action;

    private String object;
    private String detail;

    /** For JPA. */
    protected AuditEvent() {}

    AuditEvent(Optional<PersonIdentity> who, Origin origin, AuditAction action, String object, String detail) {
        at = Instant.now();
        personId = who.map(identified -> identified.getPerson().getId()).orElse(null);
        actor = who.map(identified -> identified.getPerson().getDisplayName()).orElse("");
        identity = who.map(identified -> identified.getIssuer() + " " + identified.getSubject())
                .orElse("");
        address = origin.getAddress();
        way = origin.getWay();
        this.action = action;
        this.object = kept(object);
        this.detail = kept(detail);
    }

    private static String kept(String text) {
        return text.substring(0, Math.min(MOST_CHARACTERS, text.length())).replace('\0', '?');
    }

    public long getId() {
        return id;
    }

    public Instant getAt() {
        return at;
    }

    /** Empty when nobody had signed in. */
    public OptionalLong getPersonId() {
        return personId == null ? OptionalLong.empty() : OptionalLong.of(personId);
    }

    /** The person's name then. */
    public String getActor() {
        return actor;
    }

    /** Issuer and subject, separated by a space. */
    public String getIdentity() {
        return identity;
    }

    /** Of the client; empty when it is not known. */
    public String getAddress() {
        return address;
    }

    /** By which way: console, API, token and its name. */
    public String getWay() {
        return way;
    }

    public AuditAction getAction() {
        return action;
    }

    /** What it was done to: its kind, a space, and its name or number. */
    public String getObject() {
        return object;
    }

    public String getDetail() {
        return detail;
    }
}
