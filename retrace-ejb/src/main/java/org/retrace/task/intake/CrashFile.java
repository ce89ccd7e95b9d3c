// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that may be in an upload.
 *
 * @param name as the archive must spell it
 * @param maxBytes most bytes it may have
 */
record CrashFile(String name, long maxBytes) {

    static final String COREDUMP = "coredump";
    static final String EXECUTABLE = "executable";
    static final String PACKAGE = "package";
    static final String OS_RELEASE = "os_release";
    static final String VMCORE = "vmcore";
    static final String VMSS = "vmcore.vmss";
    static final String VMSN = "vmcore.vmsn";

    /** A kernel's crash comes as one of these, the first that is there. */
    static final List<String> VMCORES = List.of(VMCORE, VMSS, VMSN, "vmcore.vmem");

    private static final long KIBIBYTE = 1024;

    private static final Map<String, Long> LIMITS = limits();

    private static Map<String, Long> limits() {
        Map<String, Long> limits = new HashMap<>(Map.of(
                COREDUMP,
                Long.MAX_VALUE,
                EXECUTABLE,
                512L,
                PACKAGE,
                128L,
                "packages",
                KIBIBYTE * KIBIBYTE,
                OS_RELEASE,
                128L,
                "os_release_in_rootdir",
                128L,
                "rootdir",
                256L,
                "release",
                128L,
                "kernelver",
                128L));
        VMCORES.forEach(name -> limits.put(name, Long.MAX_VALUE));
        return Map.copyOf(limits);
    }

    /** The file of a name; empty when an upload must not bring it. */
    static Optional<CrashFile> named(String name) {
        return Optional.ofNullable(LIMITS.get(name)).map(limit -> new CrashFile(name, limit));
    }
}
