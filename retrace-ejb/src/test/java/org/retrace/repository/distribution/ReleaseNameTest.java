// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseNameTest {

    @ParameterizedTest
    @CsvSource({
        "fedora-43-x86_64, fedora, 43, x86_64",
        "fedora-rawhide-i386, fedora, rawhide, i386",
        "centos-stream-9-ppc64le, centos-stream, 9, ppc64le",
        "rhel-7.9-s390x, rhel, 7.9, s390x",
        "centos-7.9.2009-x86_64, centos, 7.9.2009, x86_64"
    })
    void readsAndPrintsItsThreeParts(String text, String distribution, String version, String arch) {
        var name = ReleaseName.parse(text).orElseThrow();
        assertThat(name).isEqualTo(new ReleaseName(new Release(distribution, version), arch));
        assertThat(name).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "fedora",
                "fedora-43",
                "-43-x86_64",
                "fedora--x86_64",
                "fedora-43-",
                "Fedora-43-x86_64",
                "fedora-43-X86",
                "fedora-../..-x86_64",
                "fe dora-43-x86_64",
                "9fedora-43-x86_64",
                "fedora-4 3-x86_64",
                "fedora-.43-x86_64",
                "fedora-43-x86_64/../..",
                "fedora-43-x86_64\n",
                "fedora-43-abcdefghijklmnopq",
                "fedora-123456789012345678901234567890123-x86_64"
            })
    void isNothingElse(String text) {
        assertThat(ReleaseName.parse(text)).isEmpty();
    }
}
