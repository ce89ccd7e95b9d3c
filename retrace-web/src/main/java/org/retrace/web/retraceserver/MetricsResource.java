// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.retrace.settings.Settings;
import org.retrace.statistics.UsageFigures;
import org.retrace.task.TaskStorage;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.PlainText;

/** {@code GET /metrics}: figures for Prometheus, in its text format 0.0.4. */
@Path("metrics")
@RequestScoped
public class MetricsResource {

    private static final int FORBIDDEN = 403;

    @Inject
    private Settings settings;

    @Inject
    private UsageFigures figures;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskStorage storage;

    @GET
    public Response get() {
        if (!settings.current().access().allowMetrics()) {
            return PlainText.of(FORBIDDEN, "Metrics are not enabled for this server")
                    .build();
        }
        UsageFigures.Totals totals = figures.totals();
        StringBuilder text = new StringBuilder();
        add(text, "savedir_free_bytes", "gauge", "Free disk space on volume with tasks", storage.freeBytes());
        add(text, "tasks_running", "gauge", "Number of retrace workers currently running", queue.running());
        add(text, "tasks_queued", "gauge", "Number of tasks that wait for a worker", queue.waiting());
        add(
                text,
                "tasks_overload",
                "counter",
                "Number of retrace jobs denied because of exceeded capacity",
                totals.overload());
        head(text, "tasks_finished", "counter", "Total number of retrace tasks finished");
        line(text, "tasks_finished{result=\"fail\"}", totals.failure());
        line(text, "tasks_finished{result=\"success\"}", totals.success());
        return PlainText.of(200, text.toString())
                .header(HttpHeaders.CONTENT_TYPE, null)
                .header(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .build();
    }

    private static void add(StringBuilder text, String name, String type, String help, long value) {
        head(text, name, type, help);
        line(text, name, value);
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP retrace_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE retrace_").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, long value) {
        text.append("retrace_").append(name).append(' ').append(value).append('\n');
    }
}
