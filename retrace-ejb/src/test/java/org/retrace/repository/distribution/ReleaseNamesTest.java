// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.retrace.repository.distribution.plugin.DistributionPlugins;

class ReleaseNamesTest {

    private static final ReleaseNames NAMES = new ReleaseNames(
            new DistributionPlugins(Path.of("/nowhere")).current().distributions());

    @Test
    void beginWithTheNewestOfEachDistribution() {
        assertThat(all(
                        "fedora-9-x86_64",
                        "fedora-43-x86_64",
                        "fedora-rawhide-x86_64",
                        "rocky-9-x86_64",
                        "rocky-10-x86_64"))
                .startsWith(
                        "fedora-rawhide-x86_64",
                        "rocky-10-x86_64",
                        "fedora-43-x86_64",
                        "rocky-9-x86_64",
                        "fedora-9-x86_64");
    }

    @Test
    void callAReleaseByItsOtherNamesToo() {
        assertThat(all("opensuse-15.6-x86_64")).containsExactly("opensuse-15.6-x86_64", "opensuse-leap-15.6-x86_64");
        assertThat(all("rhel-9-x86_64"))
                .startsWith("rhel-9-x86_64", "rhel-9.10-x86_64", "rhel-9.9-x86_64")
                .endsWith("rhel-9.0-x86_64")
                .hasSize(12);
    }

    @Test
    void knowPointReleasesThatHaveADirectoryOfTheirOwn() {
        var release = ReleaseName.parse("centos-7-x86_64").orElseThrow();

        assertThat(NAMES.all(Map.of(release, Set.of("7.9.2009", "8.1"))))
                .contains("centos-7.9.2009-x86_64", "centos-7.9-x86_64")
                .doesNotContain("centos-8.1-x86_64");
    }

    @Test
    void putOtherNamesBehindTheReleases() {
        assertThat(all("rhel-9-x86_64", "rhel-8-x86_64")).startsWith("rhel-9-x86_64", "rhel-8-x86_64");
    }

    private static List<String> all(String... releases) {
        Map<ReleaseName, Set<String>> kept = new TreeMap<>(Comparator.comparing(ReleaseName::toString));
        for (String release : releases) {
            kept.put(ReleaseName.parse(release).orElseThrow(), Set.of());
        }
        return NAMES.all(kept);
    }
}
