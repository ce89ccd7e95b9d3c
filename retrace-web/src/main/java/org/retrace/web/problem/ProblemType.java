// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import java.util.Arrays;
import java.util.Locale;

/** The one table of what can go wrong in the API: the status, and a name that stays, for programs. */
public enum ProblemType {
    /** Some value of the request is none that is allowed. */
    INVALID(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "That is not yours to do"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "That cannot be done to it"),
    NOT_ACCEPTABLE(406, "It cannot be had in that form"),
    TOO_SLOW(408, "The request came too slowly"),
    /** It is in a state in which that cannot be done. */
    CONFLICT(409, "That cannot be done now"),
    LENGTH_REQUIRED(411, "The request must say how long it is"),
    /** Somebody else has changed it since. */
    CHANGED(412, "It has changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_TYPE(415, "Content of that type cannot be read"),
    /** Another request came with the same Idempotency-Key. */
    KEY_REUSED(422, "The key belongs to another request"),
    PRECONDITION_REQUIRED(428, "Say which version you change"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    FAILED(500, "The server failed"),
    UNAVAILABLE(503, "The server cannot do that at the moment"),
    NO_STORAGE(507, "The disk is full");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The type of a status that the runtime chose; a status that is not in the table counts as its class. */
    public static ProblemType of(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status < FAILED.status ? INVALID : FAILED);
    }

    public int status() {
        return status;
    }

    /** What it is, for people; the same each time. */
    public String title() {
        return title;
    }

    /** What it is, for programs: {@code urn:retrace:problem:not-found}. */
    public String urn() {
        return "urn:retrace:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
