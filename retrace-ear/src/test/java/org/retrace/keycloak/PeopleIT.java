// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.browser.Browser;

/** People who sign in to the console at Keycloak: the way in, what they see, what changes there, the way out. */
@ExtendWith(KeycloakServer.class)
class PeopleIT {

    private static final String TASKS = "/task/tasks.xhtml?page=1";
    private static final String SEARCH = "/search.xhtml?q=toast";
    private static final String FORM = "#kc-form-login";
    private static final String DENIED = "This is not for your role";
    /** Lets the page refresh itself, one time after the other, until it is told that nobody is signed in. */
    private static final String REFRESH =
            """
            if (window.PrimeFaces && !window.refreshing) {
                window.refreshing = true;
                jQuery(document).one('pfAjaxSuccess', () => window.refreshing = false);
                Object.values(PrimeFaces.widgets).find(widget => widget instanceof PrimeFaces.widget.Poll).cfg.fn();
            }
            """;

    private static int people;

    private final Realm realm;
    private final Browser browser;

    PeopleIT(Realm realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @BeforeEach
    void beginAnew() {
        browser.begin();
    }

    @AfterEach
    void savePicture(TestInfo test) throws IOException {
        browser.save(Path.of(
                "target", "pictures", "keycloak-" + test.getDisplayName().replaceAll("\\W+", "-") + ".png"));
        realm.setTokenSeconds(60);
    }

    @Test
    void comesBackToTheAddressThatWasAskedFor() throws IOException {
        var person = signIn("viewer");

        assertThat(browser.text(".who strong")).isEqualTo(Realm.displayName(person));
        assertThat(browser.text("body")).doesNotContain("Sign in");
        assertThat(browser.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "admin, admin, true",
        "core-dev, core developer, false",
        "debugger, debugger, false",
        "viewer, viewer, false"
    })
    void seesWhatTheRoleMaySee(String role, String words, boolean administration) throws IOException {
        signIn(role);

        assertThat(browser.text(".who small")).isEqualTo(words);
        assertThat(browser.shows("[title=Administration]")).isEqualTo(administration);
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void signOutEndsTheSessionAtKeycloakToo() throws IOException {
        var person = signIn("viewer");
        assertThat(realm.sessions(person)).isEqualTo(1);

        browser.find("[aria-label='Sign out']").click();

        browser.await("Keycloak's form", () -> browser.shows(FORM));
        assertThat(realm.sessions(person)).isZero();
        browser.open(TASKS);
        assertThat(browser.shows(FORM)).isTrue();
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void somebodyWithoutARoleIsToldSoAndLetOut() throws IOException {
        var person = newPerson();
        browser.open(TASKS);
        submit(person);

        browser.await("the refusal", () -> browser.text("h1").equals(DENIED));
        assertThat(browser.text("main")).contains(Realm.displayName(person), "Ask an administrator for a role");
        browser.find("main form button").click();
        browser.await("Keycloak's form", () -> browser.shows(FORM));
        assertThat(realm.sessions(person)).isZero();
    }

    @Test
    void roleThatIsTakenAwayIsGoneWhenTheTokenEnds() throws IOException {
        realm.setTokenSeconds(3);
        var person = signIn("viewer");
        realm.take(person, "viewer");
        var taken = System.nanoTime();

        browser.await("the refusal", () -> asks(DENIED));
        assertThat(System.nanoTime() - taken).isLessThan(TimeUnit.SECONDS.toNanos(6));
        realm.give(person, "debugger");
        browser.await("the tasks again", () -> asks("Tasks"));
        assertThat(browser.text(".who small")).isEqualTo("debugger");
    }

    @Test
    void refreshAfterTheSessionHasEndedLeadsBackToThePage() throws IOException {
        realm.setTokenSeconds(2);
        var person = signIn("viewer");
        realm.endSessions(person);

        browser.await("Keycloak's form", () -> {
            browser.run(REFRESH);
            return browser.shows(FORM);
        });
        submit(person);
        browser.await("the page that was left", () -> browser.here().equals(TASKS));
        assertThat(browser.problems()).allMatch(line -> line.contains("status of 401"));
    }

    @Test
    void formThatIsSentAfterTheSessionHasEndedIsNotLost() throws IOException {
        realm.setTokenSeconds(2);
        var person = signIn("viewer");
        realm.endSessions(person);
        browser.open(SEARCH);

        browser.await("Keycloak's form", () -> {
            browser.run("document.querySelector('form.search')?.requestSubmit()");
            return browser.shows(FORM);
        });
        submit(person);
        browser.await("what was searched for", () -> browser.here().equals(SEARCH));
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void signInThatAnotherWindowOvertookCanBeTriedAgain() {
        browser.open("/signed-in?state=another&code=another", 400);

        assertThat(browser.text("h1")).isEqualTo("That did not come to an end");
        browser.find("main a.button").click();
        browser.await("Keycloak's form", () -> browser.shows(FORM));
    }

    private String newPerson(String... roles) throws IOException {
        people++;
        var person = "person" + people;
        realm.addPerson(person, roles);
        return person;
    }

    private String signIn(String role) throws IOException {
        var person = newPerson(role);
        browser.open(TASKS);
        submit(person);
        browser.await("the tasks", () -> browser.here().equals(TASKS) && browser.shows("#list"));
        return person;
    }

    private void submit(String person) {
        browser.find("#username").sendKeys(person);
        browser.find("#password").sendKeys(Realm.password(person));
        browser.find("#kc-login").click();
    }

    /** Whether the page of tasks, asked for anew, has a heading. */
    private boolean asks(String heading) {
        browser.open(TASKS);
        return browser.text("h1").equals(heading);
    }
}
