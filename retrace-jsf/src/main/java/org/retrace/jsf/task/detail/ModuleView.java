// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrace.jsf.backtrace.FileName;
import org.retrace.jsf.frame.Plain;
import org.retrace.task.TaskModule;

/**
 * One file that the crashed program had mapped, as a row.
 *
 * @param name its file name
 * @param path all of it
 * @param range first address, and the one behind the last
 * @param buildId whole; empty where it is not known
 * @param packageName of the file
 * @param debuginfo package of its debuginfo
 * @param kind as an icon and style class: success, partial, failed, queued
 * @param word what was found, in two words
 * @param tried every place where something was looked for in vain
 */
public record ModuleView(
        String name,
        String path,
        String range,
        String buildId,
        String packageName,
        String debuginfo,
        String kind,
        String word,
        List<String> tried) {

    /** Characters of a build-id that are shown at each end. */
    private static final int SHOWN = 8;

    /** Most characters of a name or sentence. */
    private static final int MOST_CHARACTERS = 1000;

    /** Most lines of what was tried. */
    private static final int MOST_TRIED = 50;

    static ModuleView of(TaskModule module) {
        var finding = module.finding();
        var outcome = finding == null ? "" : finding.outcome();
        return new ModuleView(
                Plain.of(FileName.of(module.path()), MOST_CHARACTERS),
                Plain.of(module.path(), MOST_CHARACTERS),
                "0x" + Long.toHexString(module.start()) + " to 0x" + Long.toHexString(module.end()),
                Plain.of(module.buildId(), MOST_CHARACTERS),
                finding == null ? "" : Plain.of(finding.packageName(), MOST_CHARACTERS),
                finding == null ? "" : Plain.of(finding.debuginfo(), MOST_CHARACTERS),
                kind(outcome),
                word(outcome),
                tried(finding));
    }

    private static String kind(String outcome) {
        return switch (outcome) {
            case "found" -> "success";
            case "without-debuginfo" -> "partial";
            case "" -> "queued";
            default -> "failed";
        };
    }

    private static String word(String outcome) {
        return switch (outcome) {
            case "found" -> "Found";
            case "without-debuginfo" -> "No debuginfo";
            case "without-build-id" -> "No build-id";
            case "" -> "Not looked for yet";
            default -> "No package";
        };
    }

    private static List<String> tried(TaskModule.@Nullable Finding finding) {
        return finding == null || finding.explanation() == null
                ? List.of()
                : finding.explanation()
                        .lines()
                        .limit(MOST_TRIED)
                        .map(line -> Plain.of(line, MOST_CHARACTERS))
                        .toList();
    }

    /** The build-id shortened in the middle. */
    public String shortBuildId() {
        return buildId.length() <= 2 * SHOWN + 1
                ? buildId
                : buildId.substring(0, SHOWN) + "…" + buildId.substring(buildId.length() - SHOWN);
    }
}
