// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.TestDistribution;

/**
 * What large pages cost: run by {@code ./retrace bench pages}, never by the tests. Prints the medians of a list of
 * 100,000 tasks beside one of ten, and of a backtrace of 500 threads beside one of a single thread, from the same run
 * in the same browser.
 */
@ExtendWith(Console.class)
class PagesBench {

    private static final int FEW = 10;
    private static final int MANY = 100_000;
    private static final int THREADS = 500;
    private static final int DEPTH = 60;

    /** The list, and the same filtered. */
    private static final List<String> LISTS =
            List.of(TaskList.PATH, TaskList.PATH + "?package=baker", TaskList.PATH + "?state=failed");

    private static final int WARM_UP = 5;
    private static final int RUNS = 21;

    /** Every twentieth failed; two packages and fifty signatures. */
    private static final String COLUMNS = "case when i % 20 = 7 then 'FAILURE' else 'SUCCESS' end, true, "
            + "case when i > 60000 or i <= 10 then 'baker-2.0-1.x86_64' else 'toaster-1.0-1.x86_64' end, "
            + "'/usr/bin/toaster', 'Crumb release ' || i % 100, "
            + "'/usr/bin/toaster:11:read_scale_' || i % 50 || ':crumb_weigh:main', "
            + "case when i % 20 = 7 then 'resolve: not one module of the coredump is in a known package' end";

    /** Milliseconds until the answer is whole, bytes of it as sent and as read, bytes of all, milliseconds to paint. */
    private static final String FIGURES =
            """
            const page = performance.getEntriesByType('navigation')[0];
            const paint = performance.getEntriesByName('first-contentful-paint')[0];
            if (!page || !page.loadEventEnd || !paint) return [];
            const parts = performance.getEntriesByType('resource');
            return [page.responseEnd - page.requestStart, page.decodedBodySize,
                page.transferSize + parts.reduce((sum, part) => sum + part.transferSize, 0), paint.startTime];
            """;

    private final Browser browser;
    private final TaskTable tasks;
    private final ClassicClient client;

    PagesBench(Browser browser, TaskTable tasks, ClassicClient client) {
        this.browser = browser;
        this.tasks = tasks;
        this.client = client;
    }

    /** Medians: milliseconds, KiB of the page, KiB that went over the line, milliseconds to the first paint. */
    private record Figures(double server, double page, double line, double paint) {}

    @Test
    void measuresPages() throws IOException, SQLException {
        browser.signIn("debugger");
        var text = "Two cores; %d runs each after %d that were not counted.%n%n".formatted(RUNS, WARM_UP) + lists()
                + "\n" + backtraces(ended());
        Files.writeString(Path.of("target", "bench-pages.md"), text);
    }

    private ClassicClient.Task ended() throws IOException {
        var task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
        return task;
    }

    private String lists() throws IOException, SQLException {
        tasks.clear();
        tasks.add(FEW, COLUMNS);
        var few = LISTS.stream().map(this::measure).toList();
        tasks.clear();
        tasks.add(MANY, COLUMNS);
        tasks.change("analyze retrace_task");
        var table = new StringBuilder(head("10 tasks", "100,000 tasks"));
        for (var i = 0; i < LISTS.size(); i++) {
            table.append(
                    rows("Tasks" + LISTS.get(i).substring(TaskList.PATH.length()), few.get(i), measure(LISTS.get(i))));
        }
        return table
                + "\n"
                + head("100,000 tasks, the first page", "eight years back")
                + rows(
                        "Tasks",
                        measure(TaskList.PATH),
                        measure(TaskList.PATH + "?until="
                                + LocalDate.now(ZoneOffset.UTC).minusYears(8)));
    }

    private String backtraces(ClassicClient.Task task) throws IOException {
        var path = TaskDetail.path(task, "");
        MadeBacktrace.give(tasks.server(), task.id(), MadeBacktrace.large(1, DEPTH));
        var one = measure(path);
        MadeBacktrace.give(tasks.server(), task.id(), MadeBacktrace.large(THREADS, DEPTH));
        return head("one thread of 60 frames", "500 threads of 60 frames")
                + rows("Task", one, measure(path))
                + rows("its last thread", measure(path), measure(path + "&thread=" + THREADS));
    }

    private static String head(String small, String large) {
        return "| median | " + small + " | " + large + " | ratio |\n|---|---|---|---|\n";
    }

    private static String rows(String what, Figures small, Figures large) {
        return row(what + ": server, ms", small.server, large.server)
                + row(what + ": page, KiB", small.page, large.page)
                + row(what + ": sent, KiB", small.line, large.line)
                + row(what + ": first paint, ms", small.paint, large.paint);
    }

    private static String row(String what, double first, double second) {
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", what, first, second, second / first);
    }

    private Figures measure(String path) {
        var runs = new ArrayList<List<Double>>();
        for (var run = 0; run < WARM_UP + RUNS; run++) {
            browser.open(path);
            browser.await("its figures", () -> figures().size() == 4);
            if (run >= WARM_UP) {
                runs.add(figures());
            }
        }
        return new Figures(median(runs, 0), median(runs, 1) / 1024, median(runs, 2) / 1024, median(runs, 3));
    }

    private List<Double> figures() {
        return browser.run(FIGURES) instanceof List<?> found
                ? found.stream().map(figure -> ((Number) figure).doubleValue()).toList()
                : List.of();
    }

    private static double median(List<List<Double>> runs, int figure) {
        return runs.stream().map(run -> run.get(figure)).sorted().toList().get(runs.size() / 2);
    }
}
