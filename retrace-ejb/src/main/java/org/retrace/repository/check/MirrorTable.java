// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.check;

import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.retrace.repository.catalog.MirrorListing;
import org.retrace.repository.distribution.DirectoryListing;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.distribution.Repository;

/** The mirrors of a distribution, each tried for each release and repository, as a table. */
final class MirrorTable {

    private static final int AT_ONCE = 8;

    private final Distribution distribution;
    private final PrintStream out;
    private final MirrorTrials trials = new MirrorTrials();
    private final DirectoryListing listings = new MirrorListing(MirrorTrials.RULES);
    private final List<String> missing = new ArrayList<>();
    private int answered;

    /** A repository of one release, and what is awaited of its mirrors. */
    private record Row(String title, List<Future<MirrorTrials.Trial>> mirrors) {}

    MirrorTable(Distribution distribution, PrintStream out) {
        this.distribution = distribution;
        this.out = out;
    }

    /**
     * Tries all and prints the table.
     *
     * @param version the only one, else all that there are
     * @param arch the only one, else all that a version has
     * @return whether some mirror has each repository
     */
    boolean print(Optional<String> version, Optional<String> arch) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (var each : version.map(List::of).orElseGet(this::versions)) {
                for (var one : arch.map(List::of).orElseGet(() -> distribution.architectures(each))) {
                    print(each, one, pool);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        out.println(answered + " repositories answered, " + missing.size() + " did not");
        missing.forEach(title -> out.println("  " + title));
        return missing.isEmpty() && answered > 0;
    }

    private List<String> versions() {
        var found = distribution.versions().list().find(listings);
        found.problems().forEach(problem -> out.println("versions are not listed: " + problem));
        out.println("versions: " + String.join(" ", found.versions()));
        return found.versions();
    }

    private void print(String version, String arch, ExecutorService pool) throws InterruptedException {
        var name = new ReleaseName(new Release(distribution.name(), version), arch);
        var repositories = distribution.repositories(version, arch);
        if (repositories.isEmpty()) {
            missing.add("none is for " + name);
        }
        var rows = new ArrayList<Row>();
        for (var repository : repositories) {
            var points = repository.points(version, listings);
            points.problems().forEach(problem -> out.println("points are not listed: " + problem));
            if (points.versions().isEmpty()) {
                out.println(repository.name() + " of " + name + " has no point release here");
            }
            for (var point : points.versions()) {
                rows.add(row(title(repository, name, point), repository.places(version, arch, point), pool));
            }
        }
        for (var row : rows) {
            print(row);
        }
    }

    private static String title(Repository repository, ReleaseName name, String point) {
        return repository.name() + " of " + name + (point.equals(name.release().version()) ? "" : " (" + point + ")");
    }

    private Row row(String title, List<URI> places, ExecutorService pool) {
        return new Row(
                title,
                places.stream()
                        .map(place -> pool.submit(() -> trials.attempt(place)))
                        .toList());
    }

    private void print(Row row) throws InterruptedException {
        out.println(row.title());
        boolean found = false;
        for (var mirror : row.mirrors()) {
            var trial = result(mirror);
            found |= trial.found();
            out.printf("  %7d ms  %-44s %s%n", trial.took().toMillis(), trial.status(), trial.place());
        }
        if (found) {
            answered++;
        } else {
            missing.add(row.title());
        }
    }

    private static MirrorTrials.Trial result(Future<MirrorTrials.Trial> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
