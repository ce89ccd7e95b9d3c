// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;

/**
 * What a request for a list asks for: {@code limit}, {@code cursor} and parameters of its own, each at most once.
 *
 * @param limit most items
 * @param cursor the {@code next} of an earlier answer; empty for the first page
 * @param parameters those of its own that were given, by name
 */
public record ListRequest(int limit, Optional<String> cursor, Map<String, String> parameters) {

    /** Items of a list when the request does not say. */
    public static final int USUAL = 50;

    /** Most items that a request may ask for. */
    public static final int MOST = 500;

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    /** Takes its own copy. */
    public ListRequest {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the query.
     *
     * @param own the parameters that this list has beside limit and cursor
     * @throws ProblemException that names each parameter that is wrong
     */
    public static ListRequest of(UriInfo uri, String... own) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        Set<String> known = new TreeSet<>(Set.of(own));
        known.add(LIMIT);
        known.add(CURSOR);
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, String> given = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (!known.contains(name)) {
                errors.put(name, "there is no such parameter; there are " + String.join(", ", known));
            } else if (values.size() > 1) {
                errors.put(name, "is given " + values.size() + " times");
            } else {
                given.put(name, values.get(0));
            }
        });
        int limit = limit(given, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The query is not one that this list takes", errors);
        }
        given.remove(LIMIT);
        return new ListRequest(limit, Optional.ofNullable(given.remove(CURSOR)), given);
    }

    /**
     * Reads the query of what is no list, and takes no parameters.
     *
     * @throws ProblemException that names each parameter
     */
    public static void none(UriInfo uri) {
        Map<String, String> errors = new LinkedHashMap<>();
        uri.getQueryParameters().keySet().forEach(name -> errors.put(name, "there is no such parameter"));
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "There are no parameters here", errors);
        }
    }

    private static int limit(Map<String, String> given, Map<String, String> errors) {
        String text = given.getOrDefault(LIMIT, Integer.toString(USUAL));
        if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        errors.put(LIMIT, "is a number from 1 to " + MOST);
        return USUAL;
    }

    /** A parameter of its own. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The problem of a cursor that is no {@code next} of this list. */
    public static ProblemException wrongCursor() {
        return wrong(CURSOR, "is no next of an earlier answer of this list");
    }

    /** The problem of one parameter. */
    public static ProblemException wrong(String name, String error) {
        return new ProblemException(
                ProblemType.INVALID, "The query is not one that this list takes", Map.of(name, error));
    }
}
