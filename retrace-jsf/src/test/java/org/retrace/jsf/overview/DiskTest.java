// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrace.task.TaskStorage;

class DiskTest {

    private static final Path TASKS = Path.of("/spool");
    private static final Path PACKAGES = Path.of("/cache");
    private static final long GIBIBYTE = 1L << 30;

    @Test
    void oneDiskForBothIsSaidOnce() {
        var disk =
                Disk.of(new TaskStorage.Volume(List.of(TASKS, PACKAGES), 3 * GIBIBYTE, 4 * GIBIBYTE, GIBIBYTE), TASKS);
        assertThat(disk)
                .isEqualTo(new Disk("Tasks and packages", "3.0 GiB", "4.0 GiB", 25, "; uploads leave 1.0 GiB", false));
    }

    @Test
    void diskIsLowWhenUploadsAreTurnedAway() {
        var disk = Disk.of(new TaskStorage.Volume(List.of(TASKS), 1, 4 * GIBIBYTE, GIBIBYTE), TASKS);
        assertThat(disk.low()).isTrue();
        assertThat(disk.holds()).isEqualTo("Tasks");
        assertThat(disk.usedPercent()).isEqualTo(99);
    }

    @Test
    void packagesKeepNothingFree() {
        var disk = Disk.of(new TaskStorage.Volume(List.of(PACKAGES), 0, 0, 0), TASKS);
        assertThat(disk).isEqualTo(new Disk("Packages", "0 B", "0 B", 100, "", false));
    }
}
