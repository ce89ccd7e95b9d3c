// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One ELF file that the crashed program had mapped.
 *
 * @param path in the crashed machine
 * @param buildId lower-case hex; empty where the coredump does not hold it
 * @param packageName name-version-release.arch of the package it was taken from
 * @param start first virtual address, unsigned
 * @param end virtual address after the last, unsigned
 * @param binaryFound whether a package has the file itself
 * @param debuginfoFound whether a package has its debuginfo
 */
public record TracedModule(
        String path,
        Optional<String> buildId,
        Optional<String> packageName,
        long start,
        long end,
        boolean binaryFound,
        boolean debuginfoFound) {

    private static final Pattern RUNTIME = Pattern.compile(
            "(?:libc|libpthread|libstdc\\+\\+|libgcc_s)(?:-[0-9.-]+)?\\.so(?:\\..*)?|ld(?:64)?(?:-.*)?\\.so(?:\\..*)?");

    /** Whether it is the C or C++ runtime, in which a crash seldom has its cause. */
    public boolean isRuntime() {
        return RUNTIME.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }

    /** Why a stack cannot be followed beyond a nameless frame in this module, when its binary was not found. */
    public String endOfTrust() {
        return "Backtrace stopped: no package has " + path
                + buildId.map(id -> " with build-id " + id).orElse(" (its build-id is unknown)")
                + "; frames beyond it would be guessed";
    }

    /** Whether an address lies in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
