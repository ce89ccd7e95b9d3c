// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.retrace.account.administration.PeopleOffice;
import org.retrace.jsf.frame.Plain;

/** The page of all persons, or of those whose names begin with a text. */
@Named
@RequestScoped
public class PeoplePage {

    /** Most persons on one page. */
    static final int ROWS = 50;

    private static final int MOST_TEXT = 200;
    private static final String NUMBER = "[0-9]{1,18}";

    @Inject
    private HttpServletRequest request;

    @Inject
    private PeopleOffice office;

    private String asked = "";
    private OptionalLong after = OptionalLong.empty();
    private List<PersonView> found = List.of();

    @PostConstruct
    void open() {
        asked = parameter("q").strip().replace('\0', '\uFFFD');
        var place = parameter("after");
        after = place.matches(NUMBER) ? OptionalLong.of(Long.parseLong(place)) : OptionalLong.empty();
        var now = Clock.systemUTC().instant();
        found = office.list(asked, after, ROWS + 1).stream()
                .map(row -> PersonView.of(row, now))
                .toList();
    }

    private String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    public List<PersonView> getRows() {
        return found.subList(0, Math.min(ROWS, found.size()));
    }

    /** What was looked for, fit to be shown. */
    public String getAsked() {
        return Plain.of(asked, MOST_TEXT);
    }

    /** The address of the first page; empty on it. */
    public String getFirstAddress() {
        return after.isEmpty() ? "" : address();
    }

    /** The address of the next page; empty on the last. */
    public String getNextAddress() {
        return found.size() > ROWS
                ? address() + (asked.isEmpty() ? "?" : "&") + "after="
                        + found.get(ROWS - 1).id()
                : "";
    }

    private String address() {
        return asked.isEmpty() ? "people.xhtml" : "people.xhtml?q=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
    }
}
