// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.elf.BuildId;
import org.retrace.rpm.PackagedBuildId.Kind;

/** Reads the build-ids of a package off the links that rpm makes for them. */
final class BuildIdLinks {

    /** Two digits, the others, and for one more file with the same build-id a number. */
    private static final String NAME = "/\\.build-id/([0-9a-f]{2})/([0-9a-f]+)(\\.[0-9]+)?";

    private static final Pattern BINARY = Pattern.compile("/usr/lib" + NAME);
    private static final Pattern DEBUGINFO = Pattern.compile("/usr/lib/debug" + NAME + "\\.debug");

    /** Until 2017 the only name of a binary; since then it leads to the binary's own link, which says it better. */
    private static final Pattern BINARY_ELSEWHERE = Pattern.compile("/usr/lib/debug" + NAME);

    private static final String LINKS = "/.build-id/";

    private BuildIdLinks() {}

    static List<PackagedBuildId> of(List<RpmFile> files) {
        Set<PackagedBuildId> found = new LinkedHashSet<>();
        for (RpmFile file : files) {
            add(found, file, Kind.BINARY, BINARY);
            add(found, file, Kind.DEBUGINFO, DEBUGINFO);
            if (file.isSymlink() && !file.linkTarget().contains(LINKS)) {
                add(found, file, Kind.BINARY_ELSEWHERE, BINARY_ELSEWHERE);
            }
        }
        return new ArrayList<>(found);
    }

    private static void add(Set<PackagedBuildId> found, RpmFile file, Kind kind, Pattern form) {
        Matcher name = form.matcher(file.path());
        if (!name.matches() || !(file.isSymlink() || file.isRegular())) {
            return;
        }
        Optional<BuildId> buildId = BuildId.parse(name.group(1) + name.group(2));
        Optional<String> path = file.isSymlink() ? target(file) : Optional.of(file.path());
        if (buildId.isPresent() && path.isPresent()) {
            found.add(new PackagedBuildId(buildId.get(), kind, path.get()));
        }
    }

    /** Where a link leads, as an absolute path; empty when it leads above the root or nowhere. */
    private static Optional<String> target(RpmFile link) {
        String target = link.linkTarget();
        String directory = link.path().substring(0, link.path().lastIndexOf('/') + 1);
        Deque<String> names = new ArrayDeque<>();
        for (String name : (target.startsWith("/") ? target : directory + target).split("/", -1)) {
            if (name.equals("..") && names.pollLast() == null) {
                return Optional.empty();
            }
            if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.addLast(name);
            }
        }
        return target.isEmpty() || names.isEmpty() ? Optional.empty() : Optional.of("/" + String.join("/", names));
    }
}
