// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.schema.ManyTasks;

/** Measures of repositories with 60,000 packages are read off an index: the table is not looked at. */
@ExtendWith(ManyTasks.class)
class HoldingsTest {

    private final ManyTasks.Database database;

    HoldingsTest(ManyTasks.Database database) {
        this.database = database;
    }

    @Test
    void releasesAreMeasuredByTheIndexAlone() throws SQLException {
        var plan = database.explain(Holdings.MEASURES, Map.of());
        assertThat(plan.text()).contains("Index Only Scan using binary_package_holding");
        assertThat(plan.text()).doesNotContain("Seq Scan on binary_package");
    }

    @Test
    void repositoriesAreMeasuredByTheIndexAlone() throws SQLException {
        var plan = database.explain(Holdings.REPOSITORIES, Map.of("release", "crumb-1-x86_64"));
        assertThat(plan.text()).contains("Index Only Scan using binary_package_");
        assertThat(plan.text()).doesNotContain("Seq Scan on binary_package");
    }
}
