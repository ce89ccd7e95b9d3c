// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.distribution.Distribution;

class DistributionPluginsTest {

    private final Path directory;
    private final AtomicLong clock = new AtomicLong();
    private final DistributionPlugins plugins;

    DistributionPluginsTest(@TempDir Path directory) {
        this.directory = directory;
        this.plugins = new DistributionPlugins(directory, clock::get);
    }

    private DistributionPlugins.Plugins aSecondLater() {
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        return plugins.current();
    }

    private Path write(String name, String display) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                """
                distribution: %s
                displayrelease: %s
                abrtparser: '^Crumb release ([0-9]+)'
                guessparser: '\\.cr([0-9]+)'
                versionlist: ['1']
                architectures: [x86_64]
                repos: [[/srv/$VER]]
                """
                        .formatted(name, display));
    }

    private static String display(DistributionPlugins.Plugins found, String name) {
        return found.find(name).map(Distribution::displayRelease).orElse("none");
    }

    @Test
    void areTheShippedOnesWhereThereIsNoDirectory() {
        var found = new DistributionPlugins(directory.resolve("missing")).current();
        assertThat(found.distributions())
                .extracting(Distribution::name)
                .containsExactlyElementsOf(ShippedPlugins.NAMES);
        assertThat(found.faults()).isEmpty();
    }

    @Test
    void takeANewFileAndAChangedOneWithoutARestart() throws IOException {
        write("crumb", "Crumb");
        assertThat(display(aSecondLater(), "crumb")).isEqualTo("Crumb");
        write("crumb", "Crumb Linux");
        assertThat(display(aSecondLater(), "crumb")).isEqualTo("Crumb Linux");
    }

    @Test
    void lookAtMostTenTimesASecond() throws IOException {
        write("crumb", "Crumb");
        clock.addAndGet(Duration.ofMillis(99).toNanos());
        assertThat(display(plugins.current(), "crumb")).isEqualTo("none");
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(display(plugins.current(), "crumb")).isEqualTo("Crumb");
    }

    @Test
    void readOnlyWhatHasChanged() throws IOException {
        write("crumb", "Crumb");
        write("bread", "Bread");
        var before = aSecondLater();
        write("bread", "Bread Linux");
        var after = aSecondLater();
        assertThat(after.find("crumb").orElseThrow())
                .isSameAs(before.find("crumb").orElseThrow());
        assertThat(display(after, "bread")).isEqualTo("Bread Linux");
    }

    @Test
    void preferTheAdministratorsToTheShippedOneUntilItIsGone() throws IOException {
        var file = write("fedora", "Our Fedora");
        assertThat(display(aSecondLater(), "fedora")).isEqualTo("Our Fedora");
        assertThat(plugins.current().distributions()).hasSameSizeAs(ShippedPlugins.NAMES);
        Files.delete(file);
        assertThat(display(aSecondLater(), "fedora")).isEqualTo("Fedora release");
    }

    @Test
    void keepWhatABrokenFileSaidBeforeAndSayWhatIsWrongUntilItIsMended() throws IOException {
        var file = write("crumb", "Crumb");
        write("bread", "Bread");
        aSecondLater();
        Files.writeString(file, "distribution: [");
        Files.writeString(directory.resolve("fedora.yaml"), "distribution: fedora\n");
        for (int look = 0; look < 2; look++) {
            var found = aSecondLater();
            assertThat(display(found, "crumb")).isEqualTo("Crumb");
            assertThat(display(found, "bread")).isEqualTo("Bread");
            assertThat(display(found, "fedora")).isEqualTo("Fedora release");
            assertThat(found.faults())
                    .extracting(PluginFault::toString)
                    .anyMatch(fault -> fault.startsWith(file + ":1:"))
                    .contains(directory.resolve("fedora.yaml") + ":1:1: repos: is missing");
        }
        write("crumb", "Crumb again");
        Files.delete(directory.resolve("fedora.yaml"));
        var mended = aSecondLater();
        assertThat(display(mended, "crumb")).isEqualTo("Crumb again");
        assertThat(mended.faults()).isEmpty();
    }

    @Test
    void sayThatAFileCannotBeRead() throws IOException {
        write("crumb", "Crumb");
        aSecondLater();
        Files.createDirectory(directory.resolve("bread.yaml"));
        Files.createSymbolicLink(directory.resolve("cake.yaml"), directory.resolve("gone"));
        var found = aSecondLater();
        assertThat(display(found, "crumb")).isEqualTo("Crumb");
        assertThat(found.faults()).hasSize(2).allSatisfy(fault -> assertThat(fault.reason())
                .startsWith("cannot be read"));
    }

    @Test
    void readNoOtherFiles() throws IOException {
        Files.writeString(directory.resolve("README"), "x");
        Files.writeString(directory.resolve("crumb.yaml~"), "x");
        assertThat(aSecondLater().faults()).isEmpty();
    }

    @Test
    void areWholeForEveryThreadWhileTheyChange() throws Exception {
        write("crumb", "Crumb");
        aSecondLater();
        var readers = Executors.newFixedThreadPool(4);
        try {
            Callable<String> look = () -> display(aSecondLater(), "crumb");
            var seen = new ArrayList<Future<String>>();
            for (int i = 0; i < 200; i++) {
                seen.add(readers.submit(look));
                if (i % 10 == 0) {
                    write("crumb", i % 20 == 0 ? "Crumb" : "Crumb Linux");
                }
            }
            for (var each : seen) {
                assertThat(each.get()).isIn("Crumb", "Crumb Linux");
            }
        } finally {
            readers.shutdownNow();
        }
    }
}
