// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What an ELF file says about the package it was built for: its FDO note of JSON. Written by whoever built the file;
 * empty strings where a member is missing.
 *
 * @param type package format: {@code rpm}, {@code deb}
 * @param name of the package, never empty
 * @param version with the release, as the format writes it
 * @param os ID of the os-release it was built for: {@code fedora}
 * @param osVersion VERSION_ID of that
 * @param osCpe CPE name of that
 * @param debugInfoUrl a debuginfod server that has its debuginfo
 */
public record PackageNote(
        String type,
        String name,
        String version,
        String architecture,
        String os,
        String osVersion,
        String osCpe,
        String debugInfoUrl) {

    /** The note's owner in the ELF file. */
    static final String OWNER = "FDO";

    /** The note's type in the ELF file. */
    static final int FDO_PACKAGING_METADATA = 0xcafe1a7e;

    /** Longest note that is read: real ones have some 200 bytes. */
    static final int MAX_BYTES = 64 << 10;

    /** The note a descriptor holds; empty when it is not JSON that names a package. */
    static Optional<PackageNote> parse(byte[] descriptor) {
        Map<String, String> members = FlatJson.parse(new String(descriptor, StandardCharsets.UTF_8));
        return member(members, "name").isEmpty() ? Optional.empty() : Optional.of(of(members));
    }

    private static PackageNote of(Map<String, String> members) {
        return new PackageNote(
                member(members, "type"),
                member(members, "name"),
                member(members, "version"),
                member(members, "architecture"),
                member(members, "os"),
                member(members, "osVersion"),
                member(members, "osCpe"),
                member(members, "debugInfoUrl"));
    }

    private static String member(Map<String, String> members, String name) {
        return members.getOrDefault(name, "");
    }
}
