// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.schema.ManyTasks;

/** Names among those of 100,000 tasks, found by their beginning. */
@ExtendWith(ManyTasks.class)
class ScanTest {

    /** Eleven names, each with a hundred tasks counted. */
    private static final int FEW_PAGES = 2000;

    private final ManyTasks.Database database;

    ScanTest(ManyTasks.Database database) {
        this.database = database;
    }

    private static Map<String, String> from(String start) {
        return Map.of("from", start, "to", start + Character.toString(Character.MAX_CODE_POINT));
    }

    @ParameterizedTest
    @EnumSource
    void looksAtLittleHoweverManyTasksShareAName(Scan scan) throws SQLException {
        for (var start : new String[] {"", "m", "read_scale_1", "/usr/bin", "c0ffee", "toaster", "zzz"}) {
            var plan = database.explain(scan.sql(), from(start));
            assertThat(plan.pages()).as(start + plan.text()).isLessThan(FEW_PAGES);
            if (scan != Scan.PACKAGES_OF_INDEX && scan != Scan.BUILD_IDS_OF_PACKAGES) { // they are empty here
                assertThat(plan.text()).doesNotContain("Seq Scan");
            }
        }
    }

    @Test
    void findsEachNameOnceInOrder() throws SQLException {
        assertThat(database.ask(Scan.PACKAGES_OF_TASKS.sql(), from(""))).containsExactly("baker", "jam", "toaster");
        assertThat(database.ask(Scan.FUNCTIONS.sql(), from("read_scale_499")))
                .hasSize(TaskSearch.SHOWN + 1)
                .startsWith("read_scale_499", "read_scale_4990");
        assertThat(database.ask(Scan.FUNCTIONS.sql(), from("READ"))).isEmpty();
        assertThat(database.ask(Scan.BUILD_IDS_OF_TASKS.sql(), from("c0ffeec0")))
                .containsExactly("c0ffee".repeat(6) + "c0ff");
    }

    @Test
    void countsTasksOfANameUpToAHundred() throws SQLException {
        var counts = "select count from (" + Scan.FUNCTIONS.sql() + ") as found (name, about, count)";
        assertThat(database.ask(counts, from("main"))).containsExactly(101L);
        assertThat(database.ask(counts, from("read_scale_4999"))).containsExactly(20L);
    }
}
