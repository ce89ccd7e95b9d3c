// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.retrace.repository.origin.SupportedReleases;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.PlainText;
import org.retrace.web.upload.UploadFormat;

/** {@code GET /settings}: what a client asks before it packs a crash; a line a key, values separated by spaces. */
@Path("settings")
@RequestScoped
public class SettingsResource {

    /** Of coredumps that this machine's debugger reads. */
    private static final String ARCHITECTURES =
            System.getProperty("os.arch").equals("amd64") ? "x86_64 i386" : System.getProperty("os.arch");

    private static final long MEBIBYTE = 1 << 20;

    /** Clients have room for so many. */
    private static final int MOST_RELEASES = 32;

    @Inject
    private Settings settings;

    @Inject
    private TaskQueue queue;

    @Inject
    private SupportedReleases releases;

    @GET
    public Response get() {
        RetraceSettings current = settings.current();
        String lines =
                """
                running_tasks %d
                max_running_tasks %d
                max_packed_size %d
                max_unpacked_size %d
                supported_formats %s
                queued_tasks %d
                max_queued_tasks %d
                supported_architectures %s
                """
                        .formatted(
                                queue.running(),
                                current.tasks().maxParallel(),
                                current.limits().maxPackedBytes() / MEBIBYTE,
                                current.limits().maxUnpackedBytes() / MEBIBYTE,
                                UploadFormat.names(),
                                queue.waiting(),
                                current.tasks().maxQueued(),
                                ARCHITECTURES);
        return PlainText.of(200, lines + supported()).build();
    }

    /** The newest on the line that all clients read, the others on one of their own; no line where there are none. */
    private String supported() {
        List<String> names = releases.names();
        int first = Math.min(MOST_RELEASES, names.size());
        return line("supported_releases", names.subList(0, first))
                + line("more_supported_releases", names.subList(first, names.size()));
    }

    private static String line(String key, List<String> values) {
        return values.isEmpty() ? "" : key + " " + String.join(" ", values) + "\n";
    }
}
