// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.jsf.frame.Plain;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.Holdings;
import org.retrace.repository.holding.SyncHistory;
import org.retrace.repository.sync.SyncOrders;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncTrigger;
import org.retrace.settings.Settings;

/** The page of one release: its repositories and its runs; or of one of those. */
@Named
@ViewScoped
public class ReleasePage implements Serializable {

    private static final long serialVersionUID = 1;

    /** Most runs on a page, and most packages that are named as outside. */
    static final int ROWS = 20;

    static final int MOST_OUTSIDE = 100;

    private static final int MOST_TEXT = 200;
    private static final String NUMBER = "[0-9]{1,18}";

    @Inject
    private Holdings holdings;

    @Inject
    private SyncHistory runs;

    @Inject
    private SyncOrders orders;

    @Inject
    private Distributions distributions;

    @Inject
    private Settings settings;

    private String asked = "";
    private String askedRun = "";
    private String before = "";
    private String title = "No such release";
    private boolean known;
    private boolean gone;
    private RunView run = RunView.NONE;
    private ArrayList<RunView> list = new ArrayList<>();
    private ArrayList<RepositoryView> repositories = new ArrayList<>();
    private ArrayList<OutsideView> outside = new ArrayList<>();
    private String keys = "";

    /** Opens the page at its address, or brings it up to date. */
    public void look() {
        var context = FacesContext.getCurrentInstance();
        var external = context.getExternalContext();
        if (!context.isPostback()) {
            var parameters = external.getRequestParameterMap();
            asked = parameters.getOrDefault("release", "");
            askedRun = parameters.getOrDefault("run", "");
            before = parameters.getOrDefault("before", "");
        }
        look(Clock.systemUTC().instant());
        if (!known || isRunUnknown()) {
            external.setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void look(Instant now) {
        var held = ReleaseName.parse(asked).flatMap(holdings::release);
        known = held.isPresent();
        if (held.isEmpty()) {
            return;
        }
        var name = held.get().name();
        var distribution = distributions.current().find(name.release().distribution());
        gone = distribution.isEmpty();
        title = ReleaseView.title(name, distribution);
        if (askedRun.isEmpty()) {
            lookAtAll(name, now);
        } else {
            lookAtRun(name, now);
        }
        keys = OutsideView.keys(
                outside, distribution.map(found -> keyFiles(found, name)).orElse(List.of()));
    }

    private List<String> keyFiles(Distribution distribution, ReleaseName name) {
        var directory = settings.current().directories().gpgDir();
        return distribution.gpgKeys(name.release().version()).stream()
                .map(file -> directory.resolve(file).toString())
                .toList();
    }

    private void lookAtRun(ReleaseName name, Instant now) {
        var found = askedRun.matches(NUMBER)
                ? runs.find(Long.parseLong(askedRun)).filter(it -> it.release().equals(name))
                : Optional.<SyncRun>empty();
        run = found.map(it -> RunView.of(it, now)).orElse(RunView.NONE);
        outside = new ArrayList<>(found.stream()
                .flatMap(it -> runs.refused(it.id(), MOST_OUTSIDE).stream())
                .map(OutsideView::of)
                .toList());
    }

    private void lookAtAll(ReleaseName name, Instant now) {
        var from = before.matches(NUMBER) ? OptionalLong.of(Long.parseLong(before)) : OptionalLong.empty();
        list = new ArrayList<>(runs.newest(name, from, ROWS + 1).stream()
                .map(it -> RunView.of(it, now))
                .toList());
        repositories = new ArrayList<>(holdings.repositories(name).stream()
                .map(held -> RepositoryView.of(held, now))
                .toList());
        outside = new ArrayList<>(holdings.outside(name, MOST_OUTSIDE).stream()
                .map(OutsideView::of)
                .toList());
    }

    /** Begins a run, or finds the one that is under way, and goes to its page. */
    public void sync() throws IOException {
        Roles.demandAdministrator();
        var name = ReleaseName.parse(asked).orElseThrow();
        var begun = orders.begin(name, SyncTrigger.CONSOLE).run();
        var context = FacesContext.getCurrentInstance().getExternalContext();
        context.redirect(
                context.getRequestContextPath() + "/repository/release.xhtml?release=" + name + "&run=" + begun.id());
    }

    /** What was asked for, fit to be shown. */
    public String getAsked() {
        return Plain.of(asked, MOST_TEXT);
    }

    public String getAskedRun() {
        return Plain.of(askedRun, MOST_TEXT);
    }

    /** Whether there is such a release. */
    public boolean isKnown() {
        return known;
    }

    /** Whether no plugin knows it any more. */
    public boolean isGone() {
        return gone;
    }

    /** Whether the page is that of a run. */
    public boolean isOfRun() {
        return !askedRun.isEmpty();
    }

    /** Whether it would be, if there were one. */
    public boolean isRunUnknown() {
        return known && isOfRun() && !run.isAny();
    }

    public String getTitle() {
        return !known ? title : isRunUnknown() ? "No such run" : isOfRun() ? "Run " + run.id() : title;
    }

    public String getSubtitle() {
        return known && isOfRun() ? title : "Its repositories, and the runs that brought them up to date.";
    }

    public RunView getRun() {
        return run;
    }

    public List<RunView> getRuns() {
        return list.subList(0, Math.min(ROWS, list.size()));
    }

    /** The address of the page of older runs; empty on the last. */
    public String getOlderAddress() {
        return list.size() > ROWS
                ? "release.xhtml?release=" + asked + "&before="
                        + list.get(ROWS - 1).id()
                : "";
    }

    /** The address of the newest runs; empty on their page. */
    public String getNewestAddress() {
        return before.isEmpty() ? "" : "release.xhtml?release=" + asked;
    }

    public List<RepositoryView> getRepositories() {
        return repositories;
    }

    public List<OutsideView> getOutside() {
        return outside;
    }

    /** Whether more may be outside than is shown. */
    public boolean isMoreOutside() {
        return outside.size() == MOST_OUTSIDE;
    }

    /** What helps those that want a key; empty when none does. */
    public String getKeys() {
        return keys;
    }

    /** Seconds between refreshes. */
    public int getPollSeconds() {
        return run.isUnderWay() || list.stream().anyMatch(RunView::isUnderWay) ? 2 : 10;
    }

    /** The page in a sentence, for those who hear it. */
    public String getSummary() {
        var newest = isOfRun() || list.isEmpty() ? run : list.get(0);
        return newest.isAny() ? "Run " + newest.id() + ": " + newest.word() + ", " + newest.sentence() : "no run yet";
    }
}
