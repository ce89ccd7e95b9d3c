// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The question for one page of a list: read off an index that ends with the order of the list, from where the page
 * before it ended.
 */
final class TaskQuery {

    /** Tasks come into the list in the order of their creation but for this: uploads side by side, unequal clocks. */
    private static final Duration DISORDER = Duration.ofHours(1);

    private final StringBuilder sql = new StringBuilder("select t.* from ");
    private final Map<String, Object> parameters = new HashMap<>();
    private final Source source;

    /**
     * What knows the places of the tasks, so that they are found in order. The index of all tasks is one of negative
     * places, so that PostgreSQL cannot take it for a filtered list, to look at every task for the few that pass.
     */
    private enum Source {
        ALL("retrace_task t", "(-t.arrival)"),
        TASKS("retrace_task t", "t.arrival"),
        /** Few tasks are one person's: they are found first, and what else is asked for looked for among them. */
        OWNED(
                """
                (select o.* from retrace_task o where o.owner_id = :owner and o.arrival < :before
                  order by o.arrival desc offset 0) t
                """,
                "t.arrival"),
        FUNCTIONS("task_function d join retrace_task t on t.id = d.task_id", "d.arrival"),
        MODULES(
                """
                (select distinct m.arrival, m.task_id from task_module m
                  where m.build_id = :build and m.arrival < :before
                  order by m.arrival desc, m.task_id desc) d join retrace_task t on t.id = d.task_id
                """,
                "d.arrival");

        private final String from;
        private final String place;

        Source(String from, String place) {
            this.from = from;
            this.place = place;
        }

        static Source of(TaskFilter filter) {
            if (filter.owner().isPresent()) {
                return OWNED;
            }
            if (filter.terms().containsKey(TaskTerm.FUNCTION)) {
                return FUNCTIONS;
            }
            if (filter.terms().containsKey(TaskTerm.BUILD_ID)) {
                return MODULES;
            }
            return filter.terms().isEmpty() && filter.standing().isEmpty() ? ALL : TASKS;
        }

        String before(String arrival) {
            return this == ALL ? place + " > -" + arrival : place + " < " + arrival;
        }

        String after(String arrival) {
            return this == ALL ? place + " < -" + arrival : place + " > " + arrival;
        }

        String newestFirst() {
            return this == ALL ? place : place + " desc";
        }
    }

    private TaskQuery(Source source, long before) {
        this.source = source;
        sql.append(source.from).append(" where ").append(source.before("cast(:before as bigint)"));
        parameters.put("before", before);
    }

    /**
     * Puts the question.
     *
     * @param versioned whether a package is meant with its version
     * @param before only tasks with an arrival before this
     */
    static TaskQuery of(TaskFilter filter, boolean versioned, long before) {
        TaskQuery query = new TaskQuery(Source.of(filter), before);
        filter.owner().ifPresent(person -> query.and("t.owner_id = :owner", "owner", person));
        filter.standing().ifPresent(standing -> query.and("t.standing = :standing", "standing", standing.name()));
        filter.terms().forEach((term, text) -> query.and(term, text, versioned));
        filter.since().ifPresent(since -> query.since(since));
        filter.until().ifPresent(until -> query.until(until));
        query.sql.append(" order by ").append(query.source.newestFirst());
        return query;
    }

    private void and(String condition, String name, Object value) {
        sql.append(" and ").append(condition);
        parameters.put(name, value);
    }

    private void and(TaskTerm term, String text, boolean versioned) {
        switch (term) {
            case PACKAGE ->
                and(
                        versioned ? "t.package_name collate \"C\" = :package" : "t.package_stem = :package",
                        "package",
                        text);
            case RELEASE -> and("t.os_release collate \"C\" = :release", "release", text);
            case SIGNATURE -> and("md5(t.signature) = :signature", "signature", SignatureKey.of(text));
            case FUNCTION ->
                and(
                        source == Source.FUNCTIONS
                                ? "d.function = :function"
                                : "exists (select 1 from task_function f where f.task_id = t.id and f.function = :function)",
                        "function",
                        text);
            case BUILD_ID ->
                and(
                        source == Source.MODULES
                                ? "true"
                                : "exists (select 1 from task_module m where m.task_id = t.id and m.build_id = :build)",
                        "build",
                        text);
        }
    }

    private void since(Instant since) {
        and("t.created_at >= :since", "since", since);
        and(
                source.after(
                        """
                        coalesce((select b.arrival from retrace_task b where b.created_at < :surelyEarlier
                                   order by b.created_at desc limit 1), 0)
                        """),
                "surelyEarlier",
                since.minus(DISORDER));
    }

    private void until(Instant until) {
        and("t.created_at < :until", "until", until);
        and(
                source.before(
                        """
                        coalesce((select b.arrival from retrace_task b where b.created_at >= :surelyLater
                                   order by b.created_at limit 1), 9223372036854775807)
                        """),
                "surelyLater",
                until.plus(DISORDER));
    }

    /** A native query for whole rows, newest first. */
    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
