// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.repository.distribution.plugin.DistributionPlugins;
import org.retrace.repository.mirror.TransferRules;

class ReleaseCatalogTest {

    private static final String PLUGIN =
            """
            distribution: crumb
            displayrelease: Crumb Linux
            abrtparser: '^Crumb Linux release ([0-9]+)'
            guessparser: '\\.cr([0-9]+)'
            versionlist: ['1', '2', rawhide, {listing: %1$s/versions}]
            architectures: {x86_64: all, i386: '1'}
            gpg_keys: [crumb-$VER, crumb-old]
            aliases: {crumb-$VER.*: crumb-$VER}
            repos:
              - name: base
                mirrors: ['%1$s/$VER/$ARCH', 'http://mirror.example/$VER/$ARCH']
              - name: unsigned
                mirrors: '%1$s/$VER/$ARCH/unsigned'
                config: gpgcheck = 0
              - name: vault
                versions: '2'
                mixed: true
                points: {listing: %1$s/points, match: '^([0-9.]+)$'}
                mirrors: '%1$s/vault/$POINT'
            """;

    private final Path directory;
    private ReleaseCatalog catalog;

    ReleaseCatalogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void writePlugin() throws IOException {
        for (String name : List.of("versions/3", "points/2.1", "points/2.2", "points/3.1")) {
            Files.createDirectories(directory.resolve(name));
        }
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.writeString(plugins.resolve("crumb.yaml"), PLUGIN.formatted(directory));
        catalog = catalog(plugins, true);
    }

    private static ReleaseCatalog catalog(Path plugins, boolean requireGpgCheck) {
        DistributionPlugins.Plugins current = new DistributionPlugins(plugins).current();
        assertThat(current.faults()).isEmpty();
        return new ReleaseCatalog(current, new MirrorListing(TransferRules.USUAL), requireGpgCheck);
    }

    @Test
    void findsTheRepositoriesOfARelease() {
        ReleaseSources.Found found = found(catalog, "crumb-1-x86_64");
        assertThat(found.repositories())
                .extracting(source -> source.name().toString())
                .containsExactly("crumb-1-x86_64/base", "crumb-1-x86_64/unsigned");
        assertThat(found.repositories().get(0).places())
                .containsExactly(
                        URI.create("file://" + directory + "/1/x86_64/"),
                        URI.create("http://mirror.example/1/x86_64/"));
        assertThat(found.keys()).containsExactly("crumb-1", "crumb-old");
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void eachPointReleaseIsARepositoryOfItsOwn() {
        List<RepositorySource> sources = found(catalog, "crumb-2-x86_64").repositories();
        assertThat(sources)
                .extracting(source -> source.name().repository())
                .containsExactly("base", "unsigned", "vault/2.1", "vault/2.2");
        assertThat(sources).extracting(RepositorySource::mixed).containsExactly(false, false, true, true);
    }

    @Test
    void findsAReleaseThatIsListedOnlyOnAMirror() {
        assertThat(found(catalog, "crumb-3-x86_64").repositories()).hasSize(2);
    }

    @Test
    void findsAReleaseByAnotherNameOfIt() {
        assertThat(found(catalog, "crumb-1.7-x86_64").release()).hasToString("crumb-1-x86_64");
    }

    @Test
    void packagesMustBeSignedUnlessSomebodySaysOtherwise() {
        assertThat(found(catalog, "crumb-1-x86_64").repositories())
                .extracting(RepositorySource::signed)
                .containsExactly(true, false);
        assertThat(found(catalog, "crumb-rawhide-x86_64").repositories())
                .extracting(RepositorySource::signed)
                .containsOnly(false);
        ReleaseCatalog lax = catalog(directory.resolve("plugins"), false);
        assertThat(found(lax, "crumb-1-x86_64").repositories())
                .extracting(RepositorySource::signed)
                .containsOnly(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crumb | \"crumb\" is no release; one is called like fedora-43-x86_64",
                "crumd-1-x86_64 | there is no distribution called crumd; the nearest is crumb, and there are almalinux,",
                "crumb-9-x86_64 | there is no version of crumb called 9; there are 1, 2, 3, rawhide",
                "crumb-rawhid-x86_64 | there is no version of crumb called rawhid; the nearest is rawhide, and there are",
                "crumb-2-i386 | there is no architecture of crumb-2 called i386; there are x86_64",
                "crumb-1-x86_65 | there is no architecture of crumb-1 called x86_65; the nearest is x86_64, and there are",
            })
    void saysWhichThereAreInPlaceOfAnUnknownOne(String name, String reason) {
        assertThat(catalog.find(name))
                .isInstanceOfSatisfying(ReleaseSources.Unknown.class, unknown -> assertThat(unknown.reason())
                        .startsWith(reason));
    }

    @Test
    void takesAReleaseForGrantedWhenTheMirrorsCannotBeAsked() throws IOException {
        Files.delete(directory.resolve("versions/3"));
        Files.delete(directory.resolve("versions"));
        assertThat(found(catalog, "crumb-9-x86_64").repositories()).hasSize(2);
    }

    private static ReleaseSources.Found found(ReleaseCatalog catalog, String name) {
        return (ReleaseSources.Found) catalog.find(name);
    }
}
