// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * What a mirror may serve after a good state: each is refused with its reason, and what is here stays as it was, down
 * to the crash that is retraced by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMirrorIT {

    private final ServerHome server;
    private final ClassicClient client;
    private final MirrorTree tree;
    private final WebMirror web;
    private final Map<Path, byte[]> good = new HashMap<>();
    private String index = "";

    HostileMirrorIT() throws IOException {
        server = ServerHome.fresh("hostile-mirror-home");
        server.start();
        client = new ClassicClient(server);
        tree = new MirrorTree(server);
        web = new WebMirror(tree.top());
    }

    @BeforeEach
    void allIsHere() throws Exception {
        tree.know(web.address());
        for (Path file : tree.packages()) {
            good.put(file, Files.readAllBytes(file));
        }
        for (String table : List.of("binary_package", "sync_run", "package_repository")) {
            server.execute("delete from " + table);
        }
        MirrorTree.run("rm", "-rf", kept().toString());
        assertThat(reposync().status()).isZero();
        index = indexed();
    }

    @AfterEach
    void allIsAsItWas() throws Exception {
        assertThat(indexed()).isEqualTo(index);
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        for (Path file : tree.packages()) {
            Files.delete(file);
        }
        for (Map.Entry<Path, byte[]> file : good.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        MirrorTree.run("rm", "-rf", tree.directory().resolve("repodata").toString());
        tree.publish();
    }

    @AfterAll
    void stop() throws IOException {
        web.close();
        server.stop();
    }

    private Path kept() {
        return server.directory().resolve("cache/crumb-1-x86_64");
    }

    private ServerHome.Ended reposync() throws IOException {
        return server.run("reposync", "crumb", "1", "x86_64");
    }

    /** What the index has, and what lies in the tree. */
    private String indexed() throws IOException, SQLException {
        String files;
        try (var walk = Files.walk(kept().resolve("base"))) {
            files = walk.filter(file -> file.toString().endsWith(".rpm"))
                    .map(Path::toString)
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .toString();
        }
        return server.number("select count(*) from binary_package") + " packages, "
                + server.number("select count(*) from package_build_id") + " build-ids, "
                + server.number("select count(*) from package_file") + " paths, " + files;
    }

    private void refused(String reason) throws Exception {
        ServerHome.Ended ended = reposync();
        assertThat(ended.text()).contains(reason).contains("1 refused");
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void aPackageThatNobodySigned() throws Exception {
        MirrorTree.run("rpmsign", "--delsign", tree.find("toaster-1").toString());
        tree.publish();
        refused("the package is not signed");
    }

    @ParameterizedTest
    @CsvSource({"Debug sources for, header", "toaster-debugsource-1, magic"})
    void aPackageWithABrokenHeader(String text, String reason) throws Exception {
        Path file = tree.find("toaster-debugsource");
        byte[] bytes = Files.readAllBytes(file);
        bytes[reason.equals("magic") ? 0 : position(bytes, text)] ^= 1;
        Files.write(file, bytes);
        tree.primary().change(primary -> listing(primary, before(file), bytes));
        refused(reason);
    }

    private byte[] before(Path file) {
        return good.getOrDefault(file, new byte[0]);
    }

    private static int position(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("\"" + text + "\" is not in the package");
    }

    /** The list with the checksum of other bytes, which are as many. */
    private static String listing(String primary, byte[] before, byte[] after) {
        return primary.replace(PrimaryEdit.sha256(before), PrimaryEdit.sha256(after));
    }

    @ParameterizedTest
    @CsvSource({
        "../../../../escaped.rpm",
        "/escaped.rpm",
        "repodata/escaped.rpm",
        "Packages/%2e%2e/%2e%2e/%2e%2e/escaped.rpm",
        ".incoming/escaped.rpm"
    })
    void aPlaceThatLeadsElsewhere(String place) throws Exception {
        Path file = tree.find("toaster-plugin-1");
        Files.copy(file, tree.top().resolve("escaped.rpm"));
        tree.primary()
                .change(primary -> listing(
                        primary.replaceFirst("href=\"Packages/t/toaster-plugin-1[^\"]*", "href=\"" + place),
                        before(file),
                        "elsewhere".getBytes(StandardCharsets.US_ASCII)));
        ServerHome.Ended ended = reposync();
        assertThat(ended.status()).isEqualTo(1);
        Files.delete(tree.top().resolve("escaped.rpm"));
        try (var walk = Files.walk(server.directory().resolve("cache"))) {
            assertThat(walk.filter(path -> path.endsWith("escaped.rpm"))).isEmpty();
        }
    }

    @Test
    void aPackageThatIsAnotherThanTheListedOne() throws Exception {
        Path file = tree.find("toaster-plugin-1");
        byte[] known = Files.readAllBytes(tree.find("libcrumb-1"));
        byte[] other = Arrays.copyOf(known, known.length + 1);
        Files.write(file, other);
        int size = before(file).length;
        tree.primary().change(primary -> listing(primary, before(file), other)
                .replace("package=\"" + size + "\"", "package=\"" + other.length + "\""));
        refused("though the repository lists it as toaster-plugin-1.0-1.x86_64");
    }

    @Test
    void aListThatIsABomb() throws Exception {
        long before = server.liveHeap();
        tree.primary().bomb();
        ServerHome.Ended ended = reposync();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.text()).contains("1 of 1 repositories failed: base: ");
        assertThat(server.liveHeap()).isLessThan(before + (64 << 20));
    }

    @Test
    void aStateWhoseListIsNotThere() throws Exception {
        tree.primary().change(primary -> primary + "\n");
        tree.primary().lose();
        ServerHome.Ended ended = reposync();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.text()).contains("404");
    }

    @Test
    void aPackageForWhichThereIsNoRoom() throws Exception {
        MirrorTree.run("rpmsign", "--delsign", tree.find("toaster-1").toString());
        tree.publish();
        server.set("retrace.min-storage-left", "16777216");
        try {
            ServerHome.Ended ended = reposync();
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.text()).contains("MinStorageLeft");
        } finally {
            server.set("retrace.min-storage-left", "1024");
        }
    }
}
