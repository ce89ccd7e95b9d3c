// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.jsf.backtrace.Asked;
import org.retrace.jsf.backtrace.BacktraceView;
import org.retrace.jsf.backtrace.ThreadView;
import org.retrace.task.TaskFiles;

/** Frames of one thread, which the script of a page fetches when somebody wants to see them. */
@Named
@RequestScoped
public class FramesPage {

    @Inject
    private TaskFiles files;

    private String id = "";
    private String thread = "";
    private String from = "";
    private @Nullable ThreadView frames;

    /** Reads the frames. */
    public void look() throws IOException {
        var found = id.matches("[0-9]{1,18}")
                ? TaskPage.detailed(files, Long.parseLong(id))
                        .flatMap(it -> BacktraceView.part(it, Asked.of(thread, from)))
                : Optional.<ThreadView>empty();
        frames = found.orElse(null);
        if (frames == null) {
            FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Null when there are none. */
    public @Nullable ThreadView getFrames() {
        return frames;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getThread() {
        return thread;
    }

    public void setThread(String thread) {
        this.thread = thread;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
