// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;

class ShippedPluginsTest {

    private static final Path FILES = Path.of("src/main/resources/plugins");
    private static final Map<String, Distribution> ALL = ShippedPlugins.all();

    static final List<String> NAMES = ShippedPlugins.NAMES;

    @Test
    void areTheFilesThatThereAre() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            NAMES.stream().map(name -> name + ".yaml").toList());
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void areReadWithoutAFault(String name) {
        assertThat(ShippedPlugins.read(name)).isInstanceOf(PluginReading.Read.class);
        assertThat(distribution(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void nameNoHostThatIsTheBuildMachines(String name) throws IOException {
        assertThat(Files.readString(FILES.resolve(name + ".yaml")).toLowerCase(Locale.ROOT))
                .doesNotContain("debian", "maven", "npm");
    }

    @ParameterizedTest
    @CsvSource({
        "fedora-15-i386",
        "fedora-16-x86_64",
        "fedora-23-x86_64",
        "fedora-27-aarch64",
        "fedora-28-x86_64",
        "fedora-43-x86_64",
        "fedora-43-s390x",
        "fedora-rawhide-x86_64",
        "fedora-rawhide-aarch64",
        "centos-6-i386",
        "centos-7-x86_64",
        "centos-8-ppc64le",
        "centos-stream-8-x86_64",
        "centos-stream-9-s390x",
        "centos-stream-10-x86_64",
        "almalinux-8-x86_64",
        "almalinux-10-aarch64",
        "rocky-8-x86_64",
        "rocky-10-s390x",
        "rhel-7-x86_64",
        "rhel-10-x86_64",
        "opensuse-15.0-x86_64",
        "opensuse-15.6-aarch64",
        "opensuse-16.0-x86_64",
        "opensuse-tumbleweed-x86_64",
        "opensuse-tumbleweed-aarch64"
    })
    void haveProgramsAndDebuginfoOfEachRelease(String text) {
        var repositories = repositories(text);
        assertThat(repositories).anyMatch(name -> name.contains("debuginfo"));
        assertThat(repositories).anyMatch(name -> !name.contains("debuginfo"));
    }

    @ParameterizedTest
    @CsvSource({"fedora-31-i386", "fedora-14-x86_64", "fedora-18-aarch64", "rhel-6-x86_64", "opensuse-15.2-aarch64"})
    void haveNothingOfWhatTheDistributionNeverHadOrIsTooOld(String text) {
        assertThat(repositories(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fedora-43-x86_64, releases, '', https://dl.fedoraproject.org/pub/fedora/linux/releases/43/Everything/x86_64/os/",
        "fedora-15-i386, old-updates-debuginfo, '', https://archives.fedoraproject.org/pub/archive/fedora/linux/updates/15/i386/debug/",
        "fedora-rawhide-x86_64, rawhide-debuginfo, '', https://dl.fedoraproject.org/pub/fedora/linux/development/rawhide/Everything/x86_64/debug/tree/",
        "centos-7-x86_64, updates, 7.9.2009, https://vault.centos.org/7.9.2009/updates/x86_64/",
        "centos-stream-9-x86_64, baseos, '', https://mirror.stream.centos.org/9-stream/BaseOS/x86_64/os/",
        "almalinux-9-x86_64, appstream-vault-debuginfo, 9.3, https://vault.almalinux.org/9.3/AppStream/debug/x86_64/",
        "rocky-9-x86_64, crb-vault, 9.3, https://dl.rockylinux.org/vault/rocky/9.3/CRB/x86_64/os/",
        "rhel-9-x86_64, ubi-baseos-debuginfo, '', https://cdn-ubi.redhat.com/content/public/ubi/dist/ubi9/9/x86_64/baseos/debug/",
        "opensuse-15.5-x86_64, oss-debuginfo, '', https://download.opensuse.org/debug/distribution/leap/15.5/repo/oss/"
    })
    void leadToPlaces(String text, String repository, String point, String place) {
        var name = ReleaseName.parse(text).orElseThrow();
        var release = name.release();
        assertThat(distribution(release.distribution()).repositories(release.version(), name.arch()))
                .filteredOn(each -> each.name().equals(repository))
                .singleElement()
                .satisfies(each -> assertThat(each.places(release.version(), name.arch(), point)
                                .get(0))
                        .hasToString(place));
    }

    @Test
    void requireSignaturesButForRawhide() {
        var fedora = distribution("fedora");
        assertThat(fedora.repositories("rawhide", "x86_64")).isNotEmpty().noneMatch(fedora::checksSignatures);
        assertThat(fedora.repositories("43", "x86_64")).isNotEmpty().allMatch(fedora::checksSignatures);
        assertThat(fedora.gpgKeys("43")).containsExactly("fedora-43");
    }

    private static Distribution distribution(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    private static List<String> repositories(String text) {
        var name = ReleaseName.parse(text).orElseThrow();
        Release release = name.release();
        return distribution(release.distribution()).repositories(release.version(), name.arch()).stream()
                .map(repository -> repository.name())
                .toList();
    }
}
