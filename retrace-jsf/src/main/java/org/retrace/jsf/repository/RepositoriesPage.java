// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.KnownReleases;
import org.retrace.repository.catalog.NamedRelease;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.Holding;
import org.retrace.repository.holding.Holdings;
import org.retrace.repository.sync.SyncClock;
import org.retrace.repository.sync.SyncOrders;
import org.retrace.repository.sync.SyncTrigger;

/** The page of all releases that are kept. Packages are counted when it is opened and when a run has ended. */
@Named
@ViewScoped
public class RepositoriesPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Holdings holdings;

    @Inject
    private Distributions distributions;

    @Inject
    private KnownReleases known;

    @Inject
    private SyncOrders orders;

    @Inject
    private SyncClock clock;

    private ArrayList<ReleaseView> rows = new ArrayList<>();
    private TreeMap<String, long[]> measures = new TreeMap<>();
    private String counted = "";
    private long elsewhere;
    private Choices choices = Choices.NONE;
    private String chosen = "";
    private String named = "";
    private String objection = "";

    /** Brings everything up to date. */
    public void look() {
        var now = Clock.systemUTC().instant();
        var held = holdings.releases();
        var ended = held.stream()
                .flatMap(release -> release.newest().stream())
                .map(run -> run.id() + " " + run.state())
                .toList()
                .toString();
        if (!ended.equals(counted)) {
            measure(holdings.measures());
            elsewhere = holdings.elsewhere();
            counted = ended;
        }
        var plugins = distributions.current();
        rows = new ArrayList<>(held.stream()
                .map(release -> ReleaseView.of(
                        release,
                        holding(release.name()),
                        plugins.find(release.name().release().distribution()),
                        clock.next(),
                        now))
                .toList());
        if (Roles.isAdministrator()) {
            choices = Choices.of(known.now());
        }
    }

    private void measure(Map<String, Holding> now) {
        measures = new TreeMap<>();
        now.forEach((name, holding) -> measures.put(
                name, new long[] {holding.repositories(), holding.names(), holding.packages(), holding.bytes()}));
    }

    private Holding holding(ReleaseName name) {
        var measure = measures.get(name.toString());
        return measure == null ? Holding.NOTHING : new Holding(measure[0], measure[1], measure[2], measure[3]);
    }

    /** Begins a run of a release that is kept, or finds the one that is under way, and goes to its page. */
    public void sync(String release) throws IOException {
        Roles.demandAdministrator();
        begin(ReleaseName.parse(release).orElseThrow());
    }

    /** The same of the release that was chosen or named. */
    public void bring() throws IOException {
        Roles.demandAdministrator();
        var name = (named.isBlank() ? chosen : named).strip().replaceAll("\\s+", "-");
        if (name.isEmpty()) {
            objection = "Choose a release, or write the name of one: distribution, version, architecture,"
                    + " as fedora-43-x86_64.";
            return;
        }
        var meant = distributions.catalog().name(name, this::versions);
        if (meant instanceof NamedRelease.None none) {
            objection = sentence(none.reason());
        } else if (meant instanceof NamedRelease.Own own) {
            begin(own.release());
        }
    }

    private static String sentence(String reason) {
        return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
    }

    /** Those that mirrors told; none while they have not, or not all of them. */
    private List<String> versions(Distribution distribution) {
        return known.now().stream()
                .filter(each -> each.distribution().equals(distribution))
                .filter(each -> !each.looking() && each.problems().isEmpty())
                .flatMap(each -> each.versions().stream())
                .toList();
    }

    private void begin(ReleaseName release) throws IOException {
        var run = orders.begin(release, SyncTrigger.CONSOLE).run();
        var context = FacesContext.getCurrentInstance().getExternalContext();
        context.redirect(
                context.getRequestContextPath() + "/repository/release.xhtml?release=" + release + "&run=" + run.id());
    }

    /** Gives a release to the clock, or takes it away. */
    public void turn(String release, boolean byClock) {
        Roles.demandAdministrator();
        orders.turn(ReleaseName.parse(release).orElseThrow(), byClock);
    }

    /** Lets the mirrors be asked anew. */
    public void again() {
        known.again();
    }

    public List<ReleaseView> getRows() {
        return rows;
    }

    public Choices getChoices() {
        return choices;
    }

    public String getChosen() {
        return chosen;
    }

    public void setChosen(String name) {
        chosen = name == null ? "" : name;
    }

    public String getNamed() {
        return named;
    }

    public void setNamed(String name) {
        named = name == null ? "" : name;
        objection = "";
    }

    /** What is wrong with what was asked for; empty when nothing is. */
    public String getObjection() {
        return objection;
    }

    /** How many packages were indexed from directories, in words; empty when none was. */
    public String getElsewhere() {
        return elsewhere == 0 ? "" : RunView.number(elsewhere);
    }

    /** Seconds between refreshes. */
    public int getPollSeconds() {
        return rows.stream().anyMatch(row -> row.run().isUnderWay()) ? 2 : 10;
    }

    /** The page in a sentence, for those who hear it. */
    public String getSummary() {
        var running = rows.stream()
                .map(ReleaseView::run)
                .filter(RunView::isUnderWay)
                .map(run -> run.release() + ", " + run.sentence())
                .toList();
        return rows.size()
                + (rows.size() == 1 ? " release kept; " : " releases kept; ")
                + (running.isEmpty() ? "no run is under way" : "under way: " + String.join("; ", running));
    }
}
