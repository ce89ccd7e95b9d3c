// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrace.repository.sync.KeptPackage;
import org.retrace.rpm.Nevra;

class OldVersionsTest {

    private static final List<KeptPackage> PACKAGES = List.of(
            pkg("jam-1.9-1.x86_64"),
            pkg("jam-1.10-1.x86_64"),
            pkg("jam-1.10~rc1-1.x86_64"),
            pkg("jam-1:0.1-1.x86_64"),
            pkg("jam-1.1-1.noarch"),
            pkg("jam-devel-1.1-1.x86_64"));

    private static KeptPackage pkg(String nevra) {
        return new KeptPackage(Nevra.parse(nevra).orElseThrow(), Path.of("/" + nevra), nevra);
    }

    @Test
    void keepsTheNewestOfEachNameAndArchitecture() {
        assertThat(OldVersions.of(PACKAGES, 2, Set.of()))
                .containsExactlyInAnyOrder(Path.of("/jam-1.9-1.x86_64"), Path.of("/jam-1.10~rc1-1.x86_64"));
        assertThat(OldVersions.of(PACKAGES, 4, Set.of())).isEmpty();
    }

    @Test
    void keepsWhatIsListedStill() {
        assertThat(OldVersions.of(PACKAGES, 1, Set.of("jam-1.9-1.x86_64", "jam-1:0.1-1.x86_64")))
                .containsExactlyInAnyOrder(Path.of("/jam-1.10-1.x86_64"), Path.of("/jam-1.10~rc1-1.x86_64"));
    }

    @Test
    void takesTwoFilesOfOneVersionForOne() {
        List<KeptPackage> twice = List.of(
                pkg("jam-2-1.x86_64"),
                new KeptPackage(Nevra.parse("jam-2-1.x86_64").orElseThrow(), Path.of("/other"), "other"),
                pkg("jam-1-1.x86_64"));
        assertThat(OldVersions.of(twice, 2, Set.of())).isEmpty();
        assertThat(OldVersions.of(twice, 1, Set.of())).containsExactly(Path.of("/jam-1-1.x86_64"));
    }
}
