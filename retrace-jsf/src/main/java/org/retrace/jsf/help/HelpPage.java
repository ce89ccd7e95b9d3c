// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.help;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page that shows one document of the handbook, and names the others. */
@Named
@RequestScoped
public class HelpPage {

    @Inject
    private HttpServletRequest request;

    private @Nullable Chapter chapter;
    private List<Entry> entries = List.of();

    /**
     * A document in the list of all.
     *
     * @param current whether it is the one that is shown
     */
    public record Entry(String name, String title, boolean current) {}

    /** Finds the document that the address names; without a name it is the first. */
    public void look() {
        var asked = request.getParameter("page");
        var name = asked == null ? Handbook.NAMES.get(0) : asked;
        chapter = Handbook.chapter(name).orElse(null);
        if (chapter == null) {
            FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        entries = Handbook.chapters().stream()
                .map(each -> new Entry(each.name(), each.title(), each.name().equals(name)))
                .toList();
    }

    public boolean isKnown() {
        return chapter != null;
    }

    public String getTitle() {
        return chapter == null ? "No such page of the handbook" : chapter.title();
    }

    /** Markup; see {@link Chapter#html()}. */
    public String getHtml() {
        return chapter == null ? "" : chapter.html();
    }

    public List<Entry> getEntries() {
        return entries;
    }
}
