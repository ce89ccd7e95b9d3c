// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.TracedModule;

/**
 * One ELF file that the crashed process had mapped, and what was found for it.
 *
 * @param position order in the coredump, the executable is 0
 * @param path in the crashed machine
 * @param start first virtual address
 * @param end virtual address after the last
 * @param buildId lower-case hex; null where the coredump does not hold it
 * @param finding what was found; null before the packages are resolved
 */
public record TaskModule(
        int position, String path, long start, long end, @Nullable String buildId, @Nullable Finding finding) {

    /** The module as a backtrace shows it. */
    public TracedModule traced() {
        Optional<Finding> found = Optional.ofNullable(finding);
        Optional<String> packageName = found.map(Finding::packageName);
        return new TracedModule(
                path,
                Optional.ofNullable(buildId),
                packageName,
                start,
                end,
                packageName.isPresent(),
                found.map(Finding::debuginfo).isPresent());
    }

    /**
     * What was found for a module.
     *
     * @param outcome in a word: found, without-debuginfo, not-found, without-build-id
     * @param packageName name-version-release.arch of the binary's package, null when none
     * @param debuginfo likewise for its debuginfo
     * @param explanation every place that was tried, a sentence a line; empty when all was found
     */
    public record Finding(
            String outcome, @Nullable String packageName, @Nullable String debuginfo, String explanation) {

        /** Whether binary and debuginfo were found. */
        public boolean isWhole() {
            return outcome.equals("found");
        }
    }
}
