// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.overview;

import java.nio.file.Path;
import org.retrace.jsf.frame.Sizes;
import org.retrace.task.TaskStorage;

/**
 * One file system, in words.
 *
 * @param holds what lies there
 * @param usedPercent how full it is, 0 to 100
 * @param note what must stay free; empty when nothing must
 * @param low whether uploads are refused for it
 */
public record Disk(String holds, String free, String total, int usedPercent, String note, boolean low) {

    static Disk of(TaskStorage.Volume volume, Path saveDir) {
        var least = volume.leastFreeBytes();
        var used = volume.totalBytes() - volume.freeBytes();
        return new Disk(
                volume.directories().size() > 1
                        ? "Tasks and packages"
                        : volume.directories().contains(saveDir) ? "Tasks" : "Packages",
                Sizes.of(volume.freeBytes()),
                Sizes.of(volume.totalBytes()),
                volume.totalBytes() == 0 ? 100 : (int) (100 * used / volume.totalBytes()),
                least == 0 ? "" : "; uploads leave " + Sizes.of(least),
                volume.freeBytes() < least);
    }
}
