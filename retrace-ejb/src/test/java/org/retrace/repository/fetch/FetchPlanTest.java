// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.repository.metadata.Checksum;
import org.retrace.repository.metadata.RepositoryPath;
import org.retrace.rpm.Nevra;

class FetchPlanTest {

    private static final WantedPackage JAM = wanted(new Nevra("jam-ä", 0, "1~rc1", "2^x", "x86_64"), "a b/jam.rpm", 1);
    private static final WantedPackage TEA =
            wanted(new Nevra("tea", Integer.MAX_VALUE, "1", "2", "noarch"), "Packages/t/tea%2B.rpm", Long.MAX_VALUE);

    private final Path file;
    private final FetchPlan plan;

    FetchPlanTest(@TempDir Path directory) {
        file = directory.resolve("plan");
        plan = new FetchPlan(file);
    }

    private static WantedPackage wanted(Nevra nevra, String location, long size) {
        return new WantedPackage(
                nevra, new RepositoryPath(location), new Checksum(Checksum.Kind.SHA1, "0a".repeat(20)), size);
    }

    private void write(WantedPackage... all) throws IOException {
        try (FetchPlan.Writer writer = plan.write()) {
            for (WantedPackage wanted : all) {
                writer.add(wanted);
            }
            writer.finish();
        }
    }

    @Test
    void whatWasWrittenIsReadInItsOrder() throws IOException {
        write(JAM, TEA);
        try (FetchPlan.Reader reader = plan.read()) {
            assertThat(reader.next()).contains(JAM);
            assertThat(reader.position()).isEqualTo(1);
            assertThat(reader.next()).contains(TEA);
            assertThat(reader.next()).isEmpty();
            assertThat(reader.position()).isEqualTo(2);
        }
    }

    @Test
    void aPlanThatIsNotFinishedIsNone() throws IOException {
        try (FetchPlan.Writer writer = plan.write()) {
            writer.add(JAM);
        }
        assertThatThrownBy(plan::read).isInstanceOf(NoSuchFileException.class);
        write(TEA);
        try (FetchPlan.Writer writer = plan.write()) {
            writer.add(JAM);
        }
        try (FetchPlan.Reader reader = plan.read()) {
            assertThat(reader.next()).contains(TEA);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "MD5\t0a\t1\ta\t0\t1\t1\tx\ta.rpm",
                "SHA1\t0a\t1\ta\t0\t1\t1\tx\ta.rpm",
                "SHA1\t0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\tone\ta\t0\t1\t1\tx\ta.rpm",
                "SHA1\t0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\t1\ta\t0\t1\t1\tx\t../a.rpm"
            })
    void refusesALineThatIsNoPackage(String line) throws IOException {
        Files.writeString(file, line + "\n");
        try (FetchPlan.Reader reader = plan.read()) {
            assertThatThrownBy(reader::next).isInstanceOf(FormatException.class).hasMessageStartingWith("plan: line 1");
        }
    }
}
