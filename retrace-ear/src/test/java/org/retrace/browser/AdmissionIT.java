// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** Who has signed in gets in as long as they may, and no longer. */
@ExtendWith(Console.class)
class AdmissionIT {

    private static final Pattern PASSWORD = Pattern.compile("The password of [a-z0-9]+: (\\S+)");
    private static final String PAGE = TaskList.PATH + "?page=1";
    private static final String QUIET = "/help.xhtml";
    private static final int AT_ONCE = 20;

    private static int people;

    private final Browser browser;
    private final ServerHome server;
    private String account = "";
    private String password = "";

    AdmissionIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
    }

    @BeforeEach
    void newAccount() throws IOException {
        people++;
        account = "guest" + people;
        password = password(run("user", "add", account, "viewer"));
    }

    @AfterEach
    void usualTimes() throws IOException {
        server.set("retrace.session-idle", "1800");
        server.set("retrace.session-longest", "43200");
    }

    @Test
    void signInAndSignOutAreInTheAuditOnceEach() throws IOException, SQLException {
        signIn();
        browser.open(QUIET);
        assertThat(audit("SIGNED_IN")).isEqualTo(1);
        assertThat(audit("SIGNED_OUT")).isZero();

        browser.find("[aria-label='Sign out']").click();

        browser.await("the form", this::asksForPassword);
        assertThat(audit("SIGNED_OUT")).isEqualTo(1);
        assertThat(audit("SIGNED_IN")).isEqualTo(1);
    }

    @Test
    void whoIsDisabledIsToldSoAndMayBeSomebodyElse() throws IOException, SQLException {
        signIn();
        change("disabled_at = now()");

        browser.open(PAGE, 403);
        assertThat(browser.text("h1")).isEqualTo("Your account is disabled");
        assertThat(browser.shows("nav")).isFalse();
        Look.at(browser, "disabled");
        browser.find("main a.button").click();
        browser.await("the form", this::asksForPassword);
        browser.submit("viewer", server.password("viewer"));
        browser.await("the overview", () -> browser.here().equals("/overview.xhtml"));
    }

    @Test
    void whoIsDisabledGetsInNoMoreWithTheRightPassword() throws IOException, SQLException {
        signIn();
        browser.begin();
        change("disabled_at = now()");

        var visitor = new Visitor(server).signIn(account, password);

        assertThat(visitor.get(QUIET).statusCode()).isEqualTo(403);
        assertThat(audit("SIGNED_IN")).isEqualTo(1);
    }

    @Test
    void sessionThatWasEndedStaysEndedWhenThePersonMayComeInAgain() throws IOException, SQLException {
        signIn();
        change("sessions_end_at = now()");

        endsAndLeadsBackTo(PAGE);
    }

    @Test
    void otherRoleCountsAtOnceAfterSigningInAgain() throws IOException {
        signIn();
        assertThat(browser.text(".who small")).isEqualTo("viewer");
        run("user", "role", account, "debugger");

        endsAndLeadsBackTo(PAGE);
        assertThat(browser.text(".who small")).isEqualTo("debugger");
    }

    @Test
    void otherPasswordEndsTheSessions() throws IOException {
        signIn();
        var old = password;
        password = password(run("user", "password", account));

        browser.open(PAGE);
        browser.submit(account, old);
        browser.await("the refusal", () -> browser.shows("[role=alert]"));
        browser.submit(account, password);
        browser.await("the page", () -> browser.here().equals(PAGE));
    }

    @Test
    void refreshOfAPageLeadsToTheFormToo() throws IOException, SQLException {
        signIn();
        browser.open(PAGE);
        change("sessions_end_at = now()");
        new TaskList(browser).startRefresh();

        browser.await("the form", this::asksForPassword);
        assertThat(browser.text("[role=status]")).contains("Your session has ended");
        browser.submit(account, password);
        browser.await("the page that was left", () -> browser.here().equals(PAGE));
    }

    @Test
    void sessionEndsWhenNothingIsAskedForDuringSessionIdle() throws IOException {
        var visitor = new Visitor(server).signIn(account, password);
        assertThat(visitor.get(QUIET).statusCode()).isEqualTo(200);
        var number = visitor.session().replaceFirst("\\..*", "");
        assertThat(sessions()).contains(number);

        server.set("retrace.session-idle", "5");
        assertThat(visitor.get(QUIET).body()).contains(account);

        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (sessions().contains(number)) {
            assertThat(System.nanoTime())
                    .as("waited for the end of the session")
                    .isLessThan(deadline);
        }
        assertThat(visitor.get(QUIET).body()).contains("j_security_check", "Your session has ended");
    }

    @Test
    void sessionEndsAfterSessionLongestWhateverIsDoneInIt() throws IOException {
        signIn();
        server.set("retrace.session-longest", "5");

        browser.await("the form", () -> {
            browser.open(PAGE);
            return asksForPassword();
        });
        assertThat(browser.text("[role=status]")).contains("Your session has ended");
    }

    @Test
    void signInChangesTheNumberOfTheSession() throws IOException {
        var visitor = new Visitor(server);
        visitor.get(QUIET);
        var number = visitor.session().replaceFirst("\\..*", "");

        assertThat(number).isNotEmpty();
        assertThat(visitor.signIn(account, password).session())
                .as("another number after the sign-in")
                .isNotEmpty()
                .doesNotStartWith(number);
    }

    @Test
    void twentyRequestsAtOnceAreOneSignIn() throws Exception {
        var visitor = new Visitor(server).signIn(account, password);
        var asked = new ArrayList<Callable<HttpResponse<String>>>();
        for (var i = 0; i < AT_ONCE; i++) {
            asked.add(() -> visitor.get(QUIET));
        }
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<HttpResponse<String>> answer : threads.invokeAll(asked)) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                assertThat(answer.get().body()).contains(account);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(audit("SIGNED_IN")).isEqualTo(1);
    }

    private void signIn() throws IOException {
        browser.open(TaskList.PATH);
        browser.submit(account, password);
        browser.await("the tasks", () -> browser.here().equals(TaskList.PATH) && browser.shows("#list"));
    }

    private void endsAndLeadsBackTo(String page) {
        browser.open(page);
        assertThat(browser.text("[role=status]")).contains("Your session has ended");
        browser.submit(account, password);
        browser.await("the page", () -> browser.here().equals(page) && browser.shows("#list"));
    }

    private boolean asksForPassword() {
        return browser.shows("#password");
    }

    /** Changes the record of whoever has the account. */
    private void change(String what) throws IOException, SQLException {
        server.execute("update person set " + what
                + " where id = (select person_id from person_identity where subject = '" + account + "')");
    }

    private int audit(String action) throws IOException, SQLException {
        return server.number("select count(*) from audit_event where way = 'console' and address <> '' and action = '"
                + action + "' and identity = 'embedded " + account + "'");
    }

    private String sessions() {
        try {
            return server.manage(
                            "/deployment=retrace.ear/subdeployment=retrace-jsf.war/subsystem=undertow:list-sessions")
                    .text();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String run(String... arguments) throws IOException {
        var ended = server.run(arguments);
        assertThat(ended.status()).as(ended.text()).isZero();
        return ended.text();
    }

    private static String password(String said) {
        var found = PASSWORD.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return found.group(1);
    }
}
