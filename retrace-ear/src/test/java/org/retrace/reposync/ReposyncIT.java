// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * The repositories of the test distribution, brought here by {@code ./retrace reposync}, and crashes retraced by them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReposyncIT {

    private static final String DEAD = "http://127.0.0.1:1";

    private final ServerHome server;
    private final ClassicClient client;
    private final MirrorTree tree;
    private final WebMirror web;
    private final RsyncMirror rsync;

    ReposyncIT() throws IOException {
        server = ServerHome.fresh("reposync-home");
        server.start();
        client = new ClassicClient(server);
        tree = new MirrorTree(server);
        web = new WebMirror(tree.top());
        rsync = new RsyncMirror(tree.top());
    }

    @BeforeEach
    void nothingIsHere() throws Exception {
        tree.know(web.address());
        for (String table : List.of("binary_package", "sync_run", "package_repository", "retrace_task")) {
            server.execute("delete from " + table);
        }
        MirrorTree.run("rm", "-rf", kept().toString());
    }

    @AfterAll
    void stop() throws IOException {
        web.close();
        rsync.close();
        server.stop();
    }

    private Path kept() {
        return server.directory().resolve("cache/crumb-1-x86_64");
    }

    private ServerHome.Ended reposync() throws IOException {
        return server.run("reposync", "crumb", "1", "x86_64");
    }

    private String mirror(String kind) {
        return switch (kind) {
            case "rsync" -> rsync.address();
            case "directory" -> tree.top().toString();
            default -> web.address();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "rsync", "directory"})
    void aCrashIsRetracedByWhatWasFetched(String kind) throws Exception {
        tree.know(mirror(kind));
        ServerHome.Ended ended = reposync();
        int all = tree.size();
        assertThat(ended.text())
                .contains(
                        "%d packages listed, 0 unchanged, %d fetched, %d indexed, 0 refused".formatted(all, all, all));
        assertThat(ended.status()).isZero();
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        assertThat(client.get(task, "/backtrace").body()).contains("read_scale");
    }

    @Test
    void theSecondRunFetchesNothing() throws Exception {
        reposync();
        int before = web.packages().size();
        assertThat(reposync().text())
                .contains("%1$d packages listed, %1$d unchanged, 0 fetched".formatted(tree.size()));
        assertThat(web.packages()).hasSize(before);
    }

    @Test
    void whatTheFirstMirrorLacksTheSecondHas() throws Exception {
        tree.know(DEAD, web.address());
        assertThat(reposync().status()).isZero();
        assertThat(indexed()).isEqualTo(tree.size());
    }

    @Test
    void aMirrorThatIsDownIsNamed() throws Exception {
        tree.know(DEAD);
        ServerHome.Ended ended = reposync();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.text())
                .contains("1 of 1 repositories failed: base: no mirror has the repository's state", DEAD);
    }

    @Test
    void anUnknownReleaseIsAnsweredByThoseThatThereAre() throws Exception {
        ServerHome.Ended ended = server.run("reposync", "crump", "1", "x86_64");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.text()).contains("there is no distribution called crump; the nearest is crumb");
    }

    @Test
    void aTaskThatLackedPackagesIsTriedAgainByItself() throws Exception {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(reposync().status()).isZero();
        KillIT.await(
                "the backtrace", () -> client.get(task, "/backtrace").body().contains("read_scale"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
    }

    /** Into a root of its own, with its signatures checked. */
    @Test
    void dnfInstallsFromWhatIsKept() throws Exception {
        assertThat(reposync().status()).isZero();
        Path dnf = Files.createDirectories(server.directory().resolve("dnf"));
        Files.createDirectories(dnf.resolve("log"));
        MirrorTree.run(
                "unshare",
                "--map-root-user",
                "dnf",
                "--assumeyes",
                "--quiet",
                "--installroot=" + dnf.resolve("root"),
                "--releasever=1",
                "--setopt=plugins=0",
                "--setopt=reposdir=/nowhere",
                "--setopt=cachedir=" + dnf.resolve("cache"),
                "--setopt=logdir=" + dnf.resolve("log"),
                "--setopt=persistdir=" + dnf.resolve("persist"),
                "--repofrompath=kept,file://" + kept().resolve("base"),
                "--repo=kept",
                "--setopt=kept.gpgcheck=1",
                "--setopt=kept.gpgkey=file://" + server.directory().resolve("config/gpg/crumb-1"),
                "install",
                "toaster");
        assertThat(dnf.resolve("root/usr/bin/toaster")).isExecutable();
    }

    @Test
    void clientsAreToldWhichReleasesAreHere() throws Exception {
        assertThat(settings()).doesNotContain("supported_releases");
        assertThat(reposync().status()).isZero();
        assertThat(settings()).contains("\nsupported_releases crumb-1-x86_64\n");
    }

    private String settings() throws IOException {
        return client.get("/settings").body();
    }

    @Test
    void whoLacksDebuginfoIsToldWhichRepositoryShouldHaveIt() throws Exception {
        List<Path> debuginfo = tree.packages().stream()
                .filter(file -> file.toString().contains("debuginfo"))
                .toList();
        Path aside = Files.createDirectories(server.directory().resolve("aside"));
        for (Path file : debuginfo) {
            Files.move(file, aside.resolve(file.getFileName()));
        }
        tree.publish();
        try {
            assertThat(reposync().status()).isZero();
            ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
            client.await(task);
            assertThat(client.get(task, "/log").body())
                    .contains("repository base of crumb-1-x86_64 should have it; brought up to date at 20");
        } finally {
            for (Path file : debuginfo) {
                Files.move(aside.resolve(file.getFileName()), file);
            }
            tree.publish();
        }
    }

    @Test
    void whoLacksAReleaseIsToldHowToBringItHere() throws Exception {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.xz"));
        client.await(task);
        assertThat(client.get(task, "/log").body())
                .contains("the crash is of crumb-1-x86_64; not all of it was brought here yet:"
                        + " ./retrace reposync crumb 1 x86_64");
    }

    @Test
    void aFlippedByteIsRefused() throws Exception {
        byte[] before = Files.readAllBytes(tree.packages().get(0));
        Path spoilt = tree.spoil(tree.packages().get(0).getFileName().toString());
        try {
            ServerHome.Ended ended = reposync();
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.text()).contains("refused Packages/", "the payload's digest is wrong", "1 refused");
            assertThat(indexed()).isEqualTo(tree.size() - 1);
        } finally {
            Files.write(spoilt, before);
            tree.publish();
        }
    }

    @Test
    void twoAtOnceAreOne() throws Exception {
        web.hold(1);
        CompletableFuture<ServerHome.Ended> first = CompletableFuture.supplyAsync(this::reposyncLater);
        KillIT.await("a held package", () -> web.packages().size() > 1);
        CompletableFuture<ServerHome.Ended> second = CompletableFuture.supplyAsync(this::reposyncLater);
        web.letGo();
        assertThat(List.of(first.get().status(), second.get().status())).containsOnly(0);
        assertThat(indexed()).isEqualTo(tree.size());
    }

    private ServerHome.Ended reposyncLater() {
        try {
            return reposync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKilledRunIsGoneOnWith() throws Exception {
        web.hold(3);
        int before = web.packages().size();
        CompletableFuture<ServerHome.Ended> client = CompletableFuture.supplyAsync(this::reposyncLater);
        KillIT.await("held packages", () -> web.packages().size() - before > 3);
        ServerHome.kill(server.serverPid());
        web.letGo();
        client.get();
        server.start();
        KillIT.await(
                "the end of the next run", () -> number("select count(*) from sync_run where state = 'DONE'") == 1);
        assertThat(number("select count(*) from sync_run where state = 'CUT_OFF'"))
                .isEqualTo(1);
        assertThat(number("select attempt from sync_run where state = 'DONE'")).isEqualTo(2);
        assertThat(indexed()).isEqualTo(tree.size());
        assertThat(Files.exists(kept().resolve("base/repodata/repomd.xml"))).isTrue();
    }

    @Test
    void theListNamesWhatIsKept() throws Exception {
        reposync();
        assertThat(list("")).contains("\"release\":\"crumb-1-x86_64\"", "\"repositories\":1", "\"byClock\":true");
        assertThat(list("")).contains("\"packages\":" + tree.size() + ",", "\"newestSync\":{", "\"state\":\"DONE\"");
        assertThat(list("?cursor=crumb-1-x86_64")).contains("\"items\":[]").doesNotContain("next");
        assertThat(list("?limit=0")).contains("is a number from 1 to 500");
        assertThat(list("?other=1")).contains("there is no such parameter");
        assertThat(list("/crumb-1-x86_64"))
                .contains("\"items\":[{\"repository\":\"base\",\"packages\":" + tree.size() + ",", web.address());
        assertThat(list("/crumb-2-x86_64")).contains("no release that is kept here is called so");
    }

    private String list(String query) throws Exception {
        String account = "viewer:" + server.password("viewer");
        String basic = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/v1/repositories" + query))
                .header("Authorization", "Basic " + basic)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int number(String query) throws IOException, SQLException {
        return server.number(query);
    }

    private int indexed() throws IOException, SQLException {
        return number("select count(*) from binary_package where repository_id is not null");
    }
}
