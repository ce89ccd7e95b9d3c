// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.jsf.backtrace.Asked;
import org.retrace.jsf.backtrace.BacktraceView;
import org.retrace.jsf.backtrace.ThreadView;

/** Frames of one thread, which the script of a page fetches when somebody wants to see them. */
@Named
@RequestScoped
public class FramesPage {

    @Inject
    private HttpServletRequest request;

    @Inject
    private Backtraces backtraces;

    private @Nullable ThreadView frames;

    /** Reads the frames. */
    public void look() throws IOException {
        var id = parameter("id");
        var found = id.matches("[0-9]{1,18}")
                ? backtraces
                        .of(Long.parseLong(id))
                        .flatMap(it -> BacktraceView.part(it, Asked.of(parameter("thread"), parameter("from"))))
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

    /** The task's id, as the address has it. */
    public String getId() {
        return parameter("id");
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
