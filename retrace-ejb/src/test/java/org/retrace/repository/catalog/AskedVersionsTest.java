// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.VersionSource;
import org.retrace.repository.distribution.plugin.DistributionPlugins;

class AskedVersionsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AskedVersions asked = new AskedVersions();
    private final List<Distribution> questions = new ArrayList<>();
    private final Distribution listed;
    private final Distribution named;

    AskedVersionsTest(@TempDir Path directory) throws IOException {
        listed = crumb(directory.resolve("listed"), "{listing: /nowhere/versions}");
        named = crumb(directory.resolve("named"), "['42', '43']");
    }

    private static Distribution crumb(Path directory, String versions) throws IOException {
        Files.createDirectory(directory);
        Files.writeString(
                directory.resolve("crumb.yaml"),
                """
                distribution: crumb
                displayrelease: Crumb Linux
                abrtparser: '^Crumb Linux release ([0-9]+)'
                guessparser: '\\.cr([0-9]+)'
                versionlist: %s
                architectures: [x86_64]
                repos:
                  - name: base
                    mirrors: /nowhere/$VER/$ARCH
                """
                        .formatted(versions));
        return new DistributionPlugins(directory).current().find("crumb").orElseThrow();
    }

    private KnownReleases.Known at(Duration later, Distribution distribution) {
        return asked.at(START.plus(later), distribution, questions::add);
    }

    private void told(Distribution distribution, String... versions) {
        asked.told(START, distribution, new VersionSource.Found(List.of(versions), List.of()));
    }

    @Test
    void whatMirrorsSaidCountsForAnHourAndThenMeanwhile() {
        assertThat(at(Duration.ZERO, listed).versions()).isEmpty();
        told(listed, "1", "2");

        assertThat(at(Duration.ofMinutes(59), listed).versions()).containsExactly("1", "2");
        assertThat(questions).hasSize(1);
        assertThat(at(Duration.ofMinutes(61), listed).versions()).containsExactly("1", "2");
        assertThat(questions).hasSize(2);
    }

    @Test
    void changedPluginHasItsOwnVersionsAtOnce() {
        at(Duration.ZERO, listed);
        told(listed, "1", "2");

        var known = at(Duration.ofSeconds(1), named);

        assertThat(known.versions()).containsExactly("42", "43");
        assertThat(known.looking()).isFalse();
    }

    @Test
    void lateAnswerForAPluginThatChangedSinceIsForgotten() {
        at(Duration.ZERO, listed);
        at(Duration.ofSeconds(1), named);

        told(listed, "1", "2");

        assertThat(at(Duration.ofSeconds(2), named).versions()).containsExactly("42", "43");
    }

    @Test
    void mirrorsThatDidNotTellAreAskedAgainWhenSomebodyWishesIt() {
        at(Duration.ZERO, listed);
        asked.told(START, listed, new VersionSource.Found(List.of(), List.of("/nowhere/versions: is not there")));
        asked.again();

        at(Duration.ofSeconds(1), listed);

        assertThat(questions).hasSize(2);
    }
}
