// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import org.jspecify.annotations.Nullable;

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
