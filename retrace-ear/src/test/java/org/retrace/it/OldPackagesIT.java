// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Packages of before 2017, which do not name their files by build-id, and a kernel that does not name them at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldPackagesIT {

    /** The type of the note with the paths of mapped files (NT_FILE, "FILE"), and its name before it. */
    private static final String PATHS_NOTE = "45 4c 49 46 43 4f 52 45 00".replace(" ", "");

    private final ServerHome server;
    private final ClassicClient client;

    OldPackagesIT() throws IOException {
        TestDistribution.build();
        server = ServerHome.fresh("old-packages-home");
        server.start();
        client = new ClassicClient(server);
    }

    @BeforeEach
    void nothingIsLearntYet() throws Exception {
        server.execute("delete from binary_package");
        server.index(TestDistribution.rpmsOld());
        assertThat(learnt()).isZero();
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    /** Files that the index knows by build-id, of packages that name none. */
    private int learnt() throws Exception {
        return server.number(
                """
                select count(*) from package_build_id b join binary_package p on p.id = b.package_id
                 where b.kind = 0 and p.name in ('toaster', 'libcrumb')
                """);
    }

    @Test
    void aBinaryIsFoundByItsPathAndReadOnce() throws Exception {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        assertThat(client.get(task, "/backtrace").body()).contains("read_scale", "main (");
        assertThat(client.get(task, "/log").body()).contains("every file's build-id equals the coredump's");
        assertThat(learnt()).isEqualTo(2);
        ClassicClient.Task again = client.upload(TestDistribution.archive("null", "tar.gz"));
        assertThat(client.await(again).status()).isEqualTo("FINISHED_SUCCESS");
        assertThat(learnt()).isEqualTo(2);
    }

    @Test
    void aCoredumpWithoutPathsIsRetraced() throws Exception {
        Path crash = server.directory().resolve("nameless");
        Files.createDirectories(crash);
        for (String name : new String[] {"executable", "package", "os_release"}) {
            Files.copy(TestDistribution.crash("null").resolve(name), crash.resolve(name));
        }
        Files.write(
                crash.resolve("coredump"),
                nameless(TestDistribution.crash("null").resolve("coredump")));
        Path archive = server.directory().resolve("nameless.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "czf",
                        archive.toString(),
                        "-C",
                        crash.toString(),
                        "coredump",
                        "executable",
                        "package",
                        "os_release")
                .start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES)).isTrue();
        ClassicClient.Task task = client.upload(archive);
        client.await(task);
        assertThat(client.get(task, "/log").body()).contains("/usr/bin/toaster");
        assertThat(client.get(task, "/backtrace").body()).contains("read_scale", "main (");
    }

    /** As kernels before 3.7 wrote it. */
    private static byte[] nameless(Path coredump) throws IOException {
        String text = HexFormat.of().formatHex(Files.readAllBytes(coredump));
        int at = text.indexOf(PATHS_NOTE);
        assertThat(at).isPositive();
        byte[] bytes = Files.readAllBytes(coredump);
        bytes[at / 2] = "X".getBytes(StandardCharsets.US_ASCII)[0];
        return bytes;
    }
}
