// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.retrace.it.ServerHome;
import org.retrace.repository.PackageIndex;
import org.retrace.repository.store.Trees;

/**
 * What the repositories of a whole distribution cost: run by {@code ./retrace bench repository}, never by the tests.
 * 60,000 made packages with 6,000,000 files, fetched from a directory, verified, placed and indexed by a server with a
 * heap of 512 MiB; beside it createrepo_c at the same tree and {@code dnf makecache} at the same metadata.
 */
class SyncBench {

    private static final int PACKAGES = 60_000;
    private static final int MODULES = 120;
    private static final int LOOKS = 300;
    private static final int LOOK_MILLIS = 100;
    private static final long LONGEST_MINUTES = 30;
    private static final int ACCEPTED = 202;

    /** What a line of the garbage collector's log says: MiB before and after, and of the whole heap. */
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    private final StringBuilder table = new StringBuilder();
    private final ServerHome server;
    private final MadeRepository repository;
    private final Path tree;

    SyncBench() throws IOException {
        server = ServerHome.fresh("bench-home");
        server.environment()
                .put("RETRACE_JAVA_OPTS", "-Xlog:gc:file=" + server.directory().resolve("server/gc.log"));
        tree = server.directory().resolve("mirror/1/x86_64");
        repository = new MadeRepository(tree);
    }

    /**
     * A run that has ended.
     *
     * @param phases the seconds that each phase took, as far as it was seen
     */
    private record Run(double seconds, Map<String, Double> phases, String counts) {}

    @Test
    void measuresRuns() throws Exception {
        server.start();
        try {
            double making = seconds(() -> made());
            table.append("%,d packages of %,d files, made in %.0f s%n%n"
                    .formatted(PACKAGES, PACKAGES * MadePackage.FILES, making));
            runs();
            lookUps();
        } finally {
            server.stop();
            Trees.remove(server.directory());
        }
        Files.writeString(Path.of("target", "bench-repository-runs.md"), table);
    }

    private int made() throws Exception {
        repository.write(PACKAGES);
        shell("chmod -R a+rX " + server.directory().resolve("mirror"));
        Files.writeString(
                server.directory().resolve("config/plugins/made.yaml"),
                """
                distribution: made
                displayrelease: Made release
                abrtparser: '^Made release ([0-9]+)'
                guessparser: '\\.mm([0-9]+)'
                versionlist: '1'
                architectures: x86_64
                repos:
                  - name: base
                    config: gpgcheck = 0
                    mirrors:
                      - %s/$VER/$ARCH
                """
                        .formatted(server.directory().resolve("mirror")));
        return PACKAGES;
    }

    private void runs() throws Exception {
        Run first = run();
        String heap = heap();
        Run second = run();
        repository.publishAgain();
        Run again = run();
        Path beside = Files.createDirectories(server.directory().resolve("createrepo"));
        double createrepo =
                seconds(() -> shell("createrepo_c --quiet --no-database --outputdir " + beside + " " + tree));
        double dnf = seconds(() -> shell(dnf()));
        table.append("| a run | seconds | to the first |\n|---|---|---|\n");
        row("the first: all is fetched, verified, placed and indexed", first, first);
        for (Map.Entry<String, Double> phase : first.phases().entrySet()) {
            table.append(String.format(Locale.ROOT, "| of these %s | %.1f | |%n", phase.getKey(), phase.getValue()));
        }
        row("the second: the repository is as it was", second, first);
        row("the third: another repomd.xml with the same packages", again, first);
        table.append(String.format(
                Locale.ROOT,
                "| createrepo_c at the same packages | %.1f | %.3f |%n",
                createrepo,
                createrepo / first.seconds()));
        table.append(String.format(
                Locale.ROOT, "| dnf makecache at the same metadata | %.1f | %.3f |%n%n", dnf, dnf / first.seconds()));
        table.append(heap).append("\nThe first run ended with ").append(first.counts());
        table.append(", the third with ").append(again.counts()).append(".\n\n");
    }

    private void row(String what, Run run, Run first) {
        table.append(String.format(
                Locale.ROOT, "| %s | %.1f | %.3f |%n", what, run.seconds(), run.seconds() / first.seconds()));
    }

    /** One in caches of its own. */
    private String dnf() {
        Path own = server.directory().resolve("dnf");
        return "mkdir -p " + own + "; dnf --quiet --releasever=1 --installroot=" + own
                + "/root --repofrompath=made,file://"
                + tree + " --repo=made --setopt=made.gpgcheck=0 --setopt=reposdir=" + own + " --setopt=cachedir=" + own
                + "/cache --setopt=persistdir=" + own + "/state --setopt=logdir=" + own + " makecache";
    }

    private Run run() throws Exception {
        int before = server.number("select count(*) from sync_run");
        begin();
        Map<String, Double> phases = new TreeMap<>();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        String phase;
        do {
            long look = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            phase = text(
                    "select coalesce((select coalesce(phase, 'begin') from sync_run where state = 'RUNNING'), '')");
            if (!phase.isEmpty()) {
                phases.merge(phase.toLowerCase(Locale.ROOT), (System.nanoTime() - look) / 1e9, Double::sum);
            }
        } while (!phase.isEmpty() && System.nanoTime() < deadline);
        if (server.number("select count(*) from sync_run where state = 'DONE'") != before + 1) {
            throw new AssertionError(text("select 'the run is ' || state || ': ' || coalesce(reason, '') from sync_run"
                    + " order by id desc limit 1"));
        }
        return new Run(
                Double.parseDouble(text("select extract(epoch from finished_at - started_at) from sync_run"
                        + " order by id desc limit 1")),
                phases,
                text("select format('%s listed, %s unchanged, %s fetched, %s indexed, %s refused', listed, unchanged,"
                        + " fetched, indexed, refused) from sync_run order by id desc limit 1"));
    }

    private void begin() throws IOException, InterruptedException {
        URI address = server.uri("/api/v1/repositories/made-1-x86_64/syncs");
        String account = "admin:" + server.password("admin");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(account.getBytes(StandardCharsets.UTF_8)))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            throw new AssertionError("the run was not begun: " + answer.statusCode() + " " + answer.body());
        }
    }

    private String text(String query) throws IOException, SQLException {
        try (Connection database = server.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private String heap() throws IOException {
        int most = 0;
        int kept = 0;
        int limit = 0;
        for (String line : Files.readAllLines(server.directory().resolve("server/gc.log"))) {
            Matcher sizes = COLLECTION.matcher(line);
            if (sizes.find()) {
                most = Math.max(most, Integer.parseInt(sizes.group(1)));
                kept = Math.max(kept, Integer.parseInt(sizes.group(2)));
                limit = Math.max(limit, Integer.parseInt(sizes.group(3)));
            }
        }
        String resident = Files.readAllLines(Path.of("/proc/" + server.serverPid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        return "The heap, of at most 512 MiB, grew to %d MiB; %d MiB of it were in use before a collection at most, %d after; the process had %d MiB resident.%n"
                .formatted(limit, most, kept, Integer.parseInt(resident) >> 10);
    }

    /** All modules of a coredump in one query, each of another package, as the RESOLVE step asks. */
    private void lookUps() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<Double> millis = new ArrayList<>();
        int found = 0;
        try (Connection database = server.database();
                PreparedStatement query = database.prepareStatement(PackageIndex.BY_BUILD_ID.replace(":hex", "?"))) {
            for (int look = 0; look < LOOKS; look++) {
                query.setString(1, String.join(",", coredump(random)));
                long begin = System.nanoTime();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        found += rows.getBytes(9).length > 0
                                        && !rows.getString(11).isEmpty()
                                ? 1
                                : 0;
                    }
                }
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        Collections.sort(millis);
        table.append("| %d build-ids in one query, %d random coredumps | |%n|---|---|%n".formatted(MODULES, LOOKS));
        table.append(String.format(Locale.ROOT, "| median, ms | %.2f |%n", millis.get(LOOKS / 2)));
        table.append(String.format(Locale.ROOT, "| 95 of 100 within, ms | %.2f |%n", millis.get(LOOKS * 95 / 100)));
        table.append("| files found for each | %d |%n".formatted(found / LOOKS));
        table.append(
                "| build-ids in the index | %,d |%n".formatted(server.number("select count(*) from package_build_id")));
        table.append("| paths in the index | %,d |%n".formatted(server.number("select count(*) from package_file")));
    }

    private static List<String> coredump(SplittableRandom random) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < MODULES) {
            MadePackage pkg = new MadePackage(random.nextInt(PACKAGES));
            if (pkg.hasPrograms()) {
                List<String> of = pkg.buildIds();
                ids.add(of.get(random.nextInt(of.size())));
            }
        }
        return ids;
    }

    private static double seconds(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private int shell(String command) throws IOException, InterruptedException {
        Path log = server.directory().resolve("shell.log");
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status + ": " + Files.readString(log));
        }
        return status;
    }
}
