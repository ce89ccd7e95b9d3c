// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.schema.ManyTasks;

/** Names among one person's tasks: three of 100,000. */
@ExtendWith(ManyTasks.class)
class OwnScanTest {

    private static final int FEW_PAGES = 200;

    private final long owner;
    private final ManyTasks.Database database;

    OwnScanTest(ManyTasks.Database database) throws SQLException {
        this.database = database;
        owner = ((Number) database.ask("insert into person (display_name) values ('Bob') returning id", Map.of())
                        .get(0))
                .longValue();
        database.ask(
                "update retrace_task set owner_id = :owner where arrival in (13, 21, 70001) returning arrival",
                Map.of("owner", owner));
    }

    @ParameterizedTest
    @EnumSource
    void looksAtTheirTasksAlone(OwnScan scan) throws SQLException {
        var plan = database.explain(scan.sql(), parameters(""));
        assertThat(plan.pages()).as(plan.text()).isPositive().isLessThan(FEW_PAGES);
        assertThat(plan.text()).doesNotContain("Seq Scan");
    }

    @Test
    void findsEachNameOnceInOrder() throws SQLException {
        assertThat(names(OwnScan.PACKAGES, "")).isEqualTo(List.of("baker", "toaster"));
        assertThat(names(OwnScan.VERSIONS, "toaster-")).isEqualTo(List.of("toaster-1.0-1.x86_64"));
        assertThat(names(OwnScan.FUNCTIONS, ""))
                .isEqualTo(List.of("main", "read_scale_1", "read_scale_13", "read_scale_21"));
        assertThat(names(OwnScan.FUNCTIONS, "READ")).isEmpty();
        assertThat(names(OwnScan.BUILD_IDS, "c0ffeec0")).isEqualTo(List.of("c0ffee".repeat(6) + "c0ff"));
        assertThat(names(OwnScan.SIGNATURES, "/usr/bin/toaster:11:read_scale_2"))
                .hasSize(1);
    }

    @Test
    void countsTheirTasks() throws SQLException {
        var counts = "select count from (" + OwnScan.FUNCTIONS.sql() + ") as found (name, about, count)";
        assertThat(database.ask(counts, parameters("main"))).isEqualTo(List.of(3L));
    }

    private List<?> names(OwnScan scan, String start) throws SQLException {
        return database.ask(scan.sql(), parameters(start));
    }

    private Map<String, Object> parameters(String start) {
        return Map.of("from", start, "to", start + Character.toString(Character.MAX_CODE_POINT), "owner", owner);
    }
}
