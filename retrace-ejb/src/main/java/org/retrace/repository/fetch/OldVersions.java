// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.repository.sync.KeptPackage;
import org.retrace.rpm.Nevra;

/** Which packages are of versions that are not kept. */
final class OldVersions {

    private OldVersions() {}

    /**
     * The files of all packages but the newest versions of each name and architecture, and but those that are listed
     * still.
     *
     * @param keep how many versions
     * @param listed checksums
     */
    static List<Path> of(Collection<KeptPackage> packages, int keep, Set<String> listed) {
        Comparator<Nevra> byVersion = Nevra::compareVersion;
        Map<String, List<KeptPackage>> byName = packages.stream()
                .collect(Collectors.groupingBy(
                        pkg -> pkg.nevra().name() + " " + pkg.nevra().arch()));
        List<Path> old = new ArrayList<>();
        for (List<KeptPackage> versions : byName.values()) {
            versions.stream()
                    .map(KeptPackage::nevra)
                    .distinct()
                    .sorted(byVersion.reversed())
                    .skip(keep)
                    .forEach(name -> versions.stream()
                            .filter(pkg -> pkg.nevra().equals(name) && !listed.contains(pkg.checksum()))
                            .forEach(pkg -> old.add(pkg.file())));
        }
        return old;
    }
}
