// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.retrace.it.ServerHome;
import org.retrace.reposync.MirrorTree;
import org.retrace.reposync.WebMirror;

/** The pages of repositories, and runs that people begin there, from a mirror on loopback. */
@ExtendWith(Console.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoriesIT {

    private static final String PATH = "/repository/repositories.xhtml";
    private static final String CRUMB = "/repository/release.xhtml?release=crumb-1-x86_64";
    private static final String DEAD = "http://127.0.0.1:1";

    /** In place of the shipped ones, whose mirrors are real. */
    private static final List<String> SHIPPED =
            List.of("almalinux", "centos", "centos-stream", "fedora", "opensuse", "rhel", "rocky");

    private final Browser browser;
    private final TaskTable tasks;
    private final ServerHome server;
    private final MirrorTree tree;
    private final WebMirror web;

    RepositoriesIT(Browser browser, TaskTable tasks, ServerHome server) throws IOException {
        this.browser = browser;
        this.tasks = tasks;
        this.server = server;
        tree = new MirrorTree(server);
        web = new WebMirror(tree.top());
    }

    @BeforeAll
    void ownPlugins() throws IOException, SQLException {
        tasks.clear();
        for (var name : SHIPPED) {
            Files.writeString(plugin(name), plugin(name, "['42', '43']"));
        }
    }

    private Path plugin(String name) {
        return server.directory().resolve("config/plugins/" + name + ".yaml");
    }

    private static String plugin(String name, String versions) {
        return """
                distribution: %1$s
                displayrelease: %1$s release
                abrtparser: '^%1$s release ([0-9]+)'
                guessparser: '\\.%1$s([0-9]+)'
                versionlist: %2$s
                architectures: [x86_64, aarch64]
                repos:
                  - name: base
                    mirrors:
                      - http://127.0.0.1:1/$VER/$ARCH
                """
                .formatted(name, versions);
    }

    @BeforeEach
    void nothingIsKept() throws Exception {
        clear();
        tree.know(web.address());
    }

    private void clear() throws Exception {
        browser.await(
                "the end of all runs", () -> number("select count(*) from sync_run where state = 'RUNNING'") == 0);
        for (var rows : List.of(
                "binary_package where repository_id is not null", "sync_run", "release_sync", "package_repository")) {
            server.execute("delete from " + rows);
        }
        MirrorTree.run(
                "rm", "-rf", server.directory().resolve("cache/crumb-1-x86_64").toString());
    }

    private int number(String query) {
        try {
            return server.number(query);
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    void stop() throws Exception {
        web.close();
        clear();
        for (var name : SHIPPED) {
            Files.delete(plugin(name));
        }
        Files.delete(plugin("crumb"));
    }

    private void open(String account, String path) throws IOException {
        browser.signIn(account);
        browser.open(path);
    }

    /** As an administrator who writes the name. */
    private void bring(String release) throws IOException {
        open("admin", PATH);
        browser.find("#named").sendKeys(release, Keys.ENTER);
    }

    private void bringCrumb() throws IOException {
        bring("crumb-1-x86_64");
        browser.await("the page of the run", () -> browser.here().startsWith(CRUMB + "&run="));
    }

    private void awaitRun(String word) {
        browser.await("a run that is " + word, () -> browser.text("#run .state").equals(word));
    }

    @Test
    void emptyPageSaysHowToBringTheFirstRelease() throws IOException {
        open("viewer", PATH);

        assertThat(browser.text(".blank")).contains("./retrace reposync fedora 43 x86_64");
        assertThat(browser.text("main")).contains("packages are in the index that came from directories");
        assertThat(browser.get("document.querySelector('#rail [aria-current=page]').textContent")
                        .toString())
                .contains("Repositories");
        Look.at(browser, "repositories-empty");
    }

    @Test
    void administratorChoosesAReleaseAndFollowsItsRun() throws IOException {
        open("admin", PATH);
        assertThat(browser.text("#chosen")).contains("fedora-43-x86_64", "crumb-1-x86_64");
        Look.at(browser, "repositories-choose");
        web.hold(3);
        browser.run("document.getElementById('chosen').value = 'crumb-1-x86_64'");
        browser.find("#begin").click();

        browser.await("the run fetching packages", () -> browser.text("#run").contains("base: fetches packages"));
        browser.await("held packages", () -> web.packages().size() > 3);
        Look.at(browser, "run-under-way");
        var run = browser.here();
        browser.open(PATH);
        assertThat(browser.text("#releases")).contains("Running", "base: fetches packages", "next in");
        assertThat(browser.get("document.getElementById('summary').textContent").toString())
                .contains("under way: crumb-1-x86_64, base: fetches packages");
        Look.at(browser, "repositories-running");
        browser.click("[aria-label^='Sync now']");
        browser.await("the run that is under way", () -> browser.here().equals(run));

        web.letGo();
        awaitRun("Done");
        assertThat(browser.text("#run")).contains("all that could be had is here", "the console");
        Look.at(browser, "run-done");
        browser.open(CRUMB);
        assertThat(browser.text("main")).contains("Crumb release 1 · x86_64", "base", web.address(), "Done");
        Look.at(browser, "release");
        browser.open(PATH);
        assertThat(browser.text("#releases")).contains(tree.size() + " packages", "1 repository", "Done");
        Look.at(browser, "repositories");
    }

    @Test
    void refusedPackagesAreNamedWithTheirReasons() throws IOException {
        var file = tree.packages().get(0);
        var before = Files.readAllBytes(file);
        tree.spoil(file.getFileName().toString());
        try {
            bringCrumb();
            awaitRun("Done");
        } finally {
            Files.write(file, before);
            tree.publish();
        }
        assertThat(browser.text(".outside"))
                .contains("What it left outside", file.getFileName().toString(), "digest is wrong");
        Look.at(browser, "run-refused");
        browser.open(CRUMB);
        assertThat(browser.text(".outside")).contains("when the keys change");
        Look.at(browser, "release-refused");
        browser.find("#sync").click();
        browser.await("the next run", () -> browser.here().startsWith(CRUMB + "&run="));
        awaitRun("Done");
    }

    @Test
    void failedRunSaysWhyAlsoOnTheOverview() throws IOException {
        tree.know(DEAD);
        bringCrumb();
        awaitRun("Failed");
        assertThat(browser.text("#run")).contains("1 of 1 repositories failed: base: no mirror");
        Look.at(browser, "run-failed");
        browser.open("/overview.xhtml");
        assertThat(browser.text("[aria-labelledby=last-syncs]")).contains("Failed", "crumb-1-x86_64", "no mirror");
        Look.at(browser, "overview-syncs");
    }

    @Test
    void viewerReadsAndHasNoButton() throws IOException, SQLException {
        made(25);
        open("viewer", PATH);

        assertThat(browser.text("#releases")).contains("crumb-1-x86_64", "On", "Failed", "disk <b>full</b> ⟨U+202E⟩");
        assertThat(browser.shows("main button, main select, main input[type=text]"))
                .isFalse();
        browser.find("#releases .name").click();
        browser.await("the release", () -> browser.here().equals(CRUMB));
        assertThat(browser.shows("main button")).isFalse();
        assertThat(browser.get("document.querySelectorAll('.runs li').length")).isEqualTo(20L);
        Look.at(browser, "release-runs");
        browser.find("#older").click();
        browser.await("older runs", () -> browser.here().contains("&before="));
        assertThat(browser.get("document.querySelectorAll('.runs li').length")).isEqualTo(5L);
    }

    /** Runs that failed, as of a server whose disk is full, and whose reason a stranger wrote. */
    private void made(int runs) throws IOException, SQLException {
        server.execute("insert into release_sync values ('crumb-1-x86_64', true)");
        server.execute("insert into sync_run (release, begun_by, state, reason, owner, lease_until, started_at, "
                + "finished_at) select 'crumb-1-x86_64', 'TIMER', 'FAILED', 'disk <b>full</b> ' || chr(8238), 'n/1', "
                + "now(), now() - (30 - i) * interval '6 h', now() - (30 - i) * interval '6 h' + interval '9 min' "
                + "from generate_series(1, " + runs + ") i");
    }

    @Test
    void switchOfTheClockKeepsTheFocus() throws IOException, SQLException {
        made(1);
        open("admin", PATH);
        browser.run("document.querySelector('[role=switch]').focus()");
        browser.press(Keys.SPACE);

        browser.await("the clock off", () -> "false"
                .equals(browser.get("document.querySelector('[role=switch]').ariaChecked")));
        assertThat(number("select count(*) from release_sync where not enabled"))
                .isEqualTo(1);
        browser.await(
                "the focus",
                () -> browser.get("document.activeElement.outerHTML").toString().contains("switch"));
        Look.at(browser, "repositories-off");
    }

    @Test
    void keyboardAloneBringsARelease() throws IOException {
        open("admin", PATH);
        for (var stops = 0; !"named".equals(browser.get("document.activeElement.id")); stops++) {
            assertThat(stops).isLessThan(40);
            browser.press(Keys.TAB);
        }
        browser.press("crumb 1 x86_64", Keys.TAB, Keys.ENTER);
        browser.await("the run", () -> browser.here().startsWith(CRUMB + "&run="));
        awaitRun("Done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' ' | Choose a release, or write the name of one",
                "crump-1-x86_64 | There is no distribution called crump; the nearest is crumb",
                "crumb-2-x86_64 | There is no version of crumb called 2",
                "crumb-1-s390x | There is no architecture of crumb-1 called s390x",
                "<b>x</b> | is no release; one is called like fedora-43-x86_64",
            })
    void nameOfNoReleaseIsAnsweredByThoseThatThereAre(String name, String answer) throws IOException {
        bring(name);
        browser.await("the answer", () -> browser.text("#objection").contains(answer));
        Look.at(browser, "repositories-objection");
        assertThat(number("select count(*) from sync_run")).isZero();
    }

    @Test
    void mirrorsThatDoNotTellAreNamed() throws IOException {
        Files.writeString(plugin("fedora"), plugin("fedora", "[{listing: [http://127.0.0.1:1/releases/]}]"));
        try {
            open("admin", PATH);
            browser.await("the silent mirror", () -> browser.text("#silent").contains("fedora: http://127.0.0.1:1"));
            Look.at(browser, "repositories-silent");
            browser.find("#again").click();
            browser.await("the answer again", () -> browser.text("#silent").contains("fedora: http://127.0.0.1:1"));
        } finally {
            Files.writeString(plugin("fedora"), plugin("fedora", "['42', '43']"));
        }
    }

    @Test
    void releaseWithoutPluginSaysWhatToDo() throws IOException, SQLException {
        server.execute("insert into release_sync values ('gone-7-x86_64', true)");
        open("admin", PATH);
        assertThat(browser.text("#releases")).contains("no plugin knows it any more");
        assertThat(browser.shows("[aria-label^='Sync now']")).isFalse();
        browser.open("/repository/release.xhtml?release=gone-7-x86_64");
        assertThat(browser.text("main")).contains("Put its plugin back into PluginDir");
        Look.at(browser, "release-gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?release=nothing",
                "?release=fedora-99-x86_64",
                "?release=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
                "?release=%E2%80%AE%00",
                "?release=crumb-1-x86_64&run=99999",
                "?release=crumb-1-x86_64&run=-1",
                "?release=crumb-1-x86_64&run=%3Cb%3E",
            })
    void whatIsNotThereIsAnsweredWithAWayOn(String query) throws IOException, SQLException {
        server.execute("insert into release_sync values ('crumb-1-x86_64', true)");
        browser.signIn("viewer");
        browser.open("/repository/release.xhtml" + query, 404);

        assertThat(browser.shows(".blank a.button")).isTrue();
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
        Look.at(browser, "release-unknown");
    }
}
