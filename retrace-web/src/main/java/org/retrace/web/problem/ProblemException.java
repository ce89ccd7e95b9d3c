// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request to the API that is answered with a problem, from wherever that is found. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final LinkedHashMap<String, String> errors;

    /**
     * A problem.
     *
     * @param detail what is wrong and what to do, for people
     * @param errors by field or parameter, what is wrong with it
     */
    public ProblemException(ProblemType type, String detail, Map<String, String> errors) {
        super(detail);
        this.type = type;
        this.errors = new LinkedHashMap<>(errors);
    }

    /** A problem of no single field. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    ProblemType type() {
        return type;
    }

    Map<String, String> errors() {
        return errors;
    }
}
