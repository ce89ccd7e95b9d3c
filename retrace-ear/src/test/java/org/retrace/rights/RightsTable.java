// SPDX-License-Identifier: Apache-2.0
package org.retrace.rights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The table {@code rights.txt}: a line an action, a column a role. It is read outside the server and inside. */
public final class RightsTable {

    /** The columns: the roles, an account with none of them, and nobody. */
    public static final List<String> COLUMNS = List.of("admin", "core-dev", "debugger", "viewer", "no-role", "nobody");

    private final List<Line> lines;

    private RightsTable(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * An action.
     *
     * @param kind page, api, own or bean
     * @param action its name, in which single spaces may be
     * @param cells by column, what whoever it is gets
     */
    public record Line(String kind, String action, Map<String, String> cells) {

        /** Takes its own copy. */
        public Line {
            cells = Map.copyOf(cells);
        }
    }

    /** Reads it. */
    public static RightsTable read() {
        try (InputStream in = Objects.requireNonNull(RightsTable.class.getResourceAsStream("rights.txt"))) {
            return new RightsTable(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RightsTable::line)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        String[] parts = text.strip().split("\\s{2,}", -1);
        if (parts.length != 2 + COLUMNS.size()) {
            throw new IllegalStateException("a line has a kind, an action and " + COLUMNS.size() + " cells: " + text);
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            cells.put(COLUMNS.get(i), parts[2 + i]);
        }
        return new Line(parts[0], parts[1], cells);
    }

    /** The lines of some kinds. */
    public List<Line> of(String... kinds) {
        return lines.stream()
                .filter(line -> Arrays.asList(kinds).contains(line.kind()))
                .toList();
    }

    /** The actions of some kinds. */
    public Set<String> actions(String... kinds) {
        return of(kinds).stream().map(Line::action).collect(Collectors.toSet());
    }
}
