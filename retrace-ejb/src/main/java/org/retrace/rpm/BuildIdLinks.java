// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrace.elf.BuildId;
import org.retrace.rpm.PackagedBuildId.Kind;

/** Reads the build-ids of a package off the links that rpm makes for them. */
final class BuildIdLinks {

    private static final String BINARIES = "/usr/lib/.build-id/";
    private static final String DEBUGINFO = "/usr/lib/debug/.build-id/";
    private static final String DEBUG_SUFFIX = ".debug";

    private BuildIdLinks() {}

    static List<PackagedBuildId> of(List<RpmFile> files) {
        Set<PackagedBuildId> found = new LinkedHashSet<>();
        for (RpmFile file : files) {
            if (file.path().startsWith(BINARIES)) {
                add(found, file, Kind.BINARY, file.path().substring(BINARIES.length()));
            } else if (file.path().startsWith(DEBUGINFO) && file.path().endsWith(DEBUG_SUFFIX)) {
                String name = file.path().substring(DEBUGINFO.length());
                add(found, file, Kind.DEBUGINFO, name.substring(0, name.length() - DEBUG_SUFFIX.length()));
            }
        }
        return new ArrayList<>(found);
    }

    /** @param name {@code xx/rest} of the build-id; a link of a copy has a {@code .1} behind it */
    private static void add(Set<PackagedBuildId> found, RpmFile file, Kind kind, String name) {
        String hex = name.replaceFirst("\\.\\d+$", "").replaceFirst("^(..)/", "$1");
        Optional<BuildId> buildId = hex.contains("/") ? Optional.empty() : BuildId.parse(hex);
        Optional<String> target = file.isSymlink() ? resolve(file) : Optional.of(file.path());
        if (buildId.isPresent() && target.isPresent()) {
            found.add(new PackagedBuildId(buildId.get(), kind, target.get()));
        }
    }

    /** Where a link leads, as an absolute path; empty when it leads above the root. */
    private static Optional<String> resolve(RpmFile link) {
        try {
            Path directory = Path.of(link.path()).getParent();
            Path target = directory == null ? Path.of("/") : directory.resolve(link.linkTarget());
            return Optional.of(target.normalize().toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
