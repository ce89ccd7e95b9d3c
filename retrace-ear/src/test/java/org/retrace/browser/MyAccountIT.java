// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/** The page of whoever asks, and their tokens. */
@ExtendWith(Console.class)
class MyAccountIT {

    private static final String PATH = "/me/account.xhtml";

    private final Browser browser;
    private final ServerHome server;
    private final PersonTable people;

    MyAccountIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
        people = new PersonTable(server);
    }

    @BeforeEach
    void haveCome() throws IOException, SQLException {
        people.come("viewer");
        people.come("debugger");
        server.execute("delete from access_token t using person_identity i where t.identity_id = i.id and i.subject in "
                + "('viewer', 'debugger')");
    }

    private void open(String account) throws IOException {
        browser.signIn(account);
        browser.open(PATH);
    }

    private String make(String name) {
        browser.find("#name").clear();
        browser.find("#name").sendKeys(name);
        browser.find("#make-token").click();
        browser.await("the token", () -> browser.text("#made").contains("“" + name + "”"));
        return browser.text("#token");
    }

    private int status(String token) throws IOException {
        return new ApiClient(server, "Bearer " + token, "192.0.2.9")
                .get("/api/v1/me")
                .status();
    }

    @Test
    void nameInTheRailLeadsToWhoIAm() throws IOException {
        browser.signIn("viewer");
        browser.find(".who a").click();
        browser.await("my account", () -> browser.here().equals(PATH));

        assertThat(browser.text("#record"))
                .contains("viewer", "account of this server", "not told", "the tasks of their own")
                .contains("What they\nchange counts at once".replace('\n', ' '));
        assertThat(browser.text("#tokens")).contains("None counts");
        assertThat(browser.text(".who [aria-current=page], .who a[aria-current=page]"))
                .contains("viewer");
        Look.at(browser, "account-empty");
    }

    @Test
    void tokenIsShownOnceAndOpensTheApi() throws IOException, SQLException {
        open("debugger");
        browser.allowClipboard();
        var token = make("nightly");

        assertThat(token).matches("retrace_[A-Za-z0-9_-]{43}");
        assertThat(browser.text("#made")).contains("curl -H 'Authorization: Bearer " + token + "' ", "/api/v1/me");
        browser.await(
                "the focus", () -> browser.get("document.activeElement.id").equals("new-token"));
        Look.at(browser, "account-made");
        browser.find("#made .copy").click();
        browser.await("the token in the clipboard", () -> browser.clipboard().equals(token));
        assertThat(status(token)).isEqualTo(200);
        assertThat(browser.here()).isEqualTo(PATH);
        browser.run("location.reload()");
        browser.await("the page without it", () -> !browser.shows("#token") && browser.shows("#tokens"));
        assertThat(browser.get("document.documentElement.outerHTML").toString()).doesNotContain(token);
        assertThat(browser.text("#tokens")).contains("nightly", "debugger", "Counts", "for 90 d", "just now");
        browser.open("/overview.xhtml");
        browser.back();
        browser.await("the page again", () -> browser.shows("#tokens"));
        assertThat(browser.get("document.documentElement.outerHTML").toString()).doesNotContain(token);
        assertThat(server.number("select count(*) from access_token t where t::text like '%" + token + "%'"))
                .isZero();
        Look.at(browser, "account");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no name                 | ''        | 90  | true  | name  | name has 1 to 60 characters
            a long name             | LONG      | 90  | true  | name  | name has 1 to 60 characters
            no role                 | ci        | 90  | false | roles | at least one of your roles
            no days                 | ci        | ''  | true  | days  | 366 days at most
            days that are no number | ci        | -1  | true  | days  | 366 days at most
            more than a year        | ci        | 367 | true  | days  | 366 days at most
            """)
    void whatIsWrongStandsAtItsField(String what, String name, String days, boolean role, String field, String fault)
            throws IOException, SQLException {
        open("viewer");
        browser.find("#name").sendKeys(name.equals("LONG") ? "x".repeat(61) : name);
        browser.find("#days").clear();
        browser.find("#days").sendKeys(days);
        if (!role) {
            browser.find("[name=role]").click();
        }
        browser.find("#make-token").click();

        browser.await(
                "what is wrong", () -> browser.text("#" + field + "-fault").contains(fault));
        assertThat(browser.get("document.activeElement.getAttribute('aria-invalid')"))
                .isEqualTo("true");
        assertThat(browser.get("document.getElementById('days').value")).isEqualTo(days);
        assertThat(browser.text("#made")).isEmpty();
        assertThat(server.number("select count(*) from access_token t join person_identity i on i.id = t.identity_id "
                        + "where i.subject = 'viewer'"))
                .isZero();
        Look.at(browser, "account-fault-" + field);
    }

    @Test
    void roleThatIAmWithoutIsRefused() throws IOException {
        open("viewer");
        browser.find("#name").sendKeys("mighty");
        browser.run("document.querySelector('[name=role]').value = 'admin'");
        browser.find("#make-token").click();

        browser.await("the answer", () -> browser.text("#roles-fault").contains("no other: viewer"));
    }

    @Test
    void revokedTokenOpensNothing() throws IOException {
        open("viewer");
        var token = make("short-lived");
        browser.open(PATH);
        browser.find("[id^=revoke-]").click();
        browser.await("the question", () -> browser.text(".confirm").contains("Revoke the token short-lived"));
        assertThat(status(token)).isEqualTo(200);
        Look.at(browser, "account-revoke");
        browser.find(".confirm .danger").click();

        browser.await("the list", () -> browser.shows("main > [role=status]"));
        assertThat(status(token)).isEqualTo(401);
        assertThat(browser.text("#tokens")).doesNotContain("short-lived");
        browser.find("#ended").click();
        browser.await("all tokens", () -> browser.here().equals(PATH + "?tokens=all"));
        assertThat(browser.text("#tokens")).contains("short-lived", "Revoked");
        Look.at(browser, "account-ended");
    }

    @Test
    void tokenOfSomebodyElseIsNotMineToRevoke() throws IOException, SQLException {
        var theirs = people.token(people.come("debugger"), "theirs");
        open("viewer");
        browser.open(PATH + "?revoke=" + theirs);

        assertThat(browser.shows(".confirm")).isFalse();
        assertThat(browser.text("main")).doesNotContain("theirs");
    }

    @Test
    void keyboardAloneMakesAToken() throws IOException {
        open("viewer");
        for (var stops = 0; !"name".equals(browser.get("document.activeElement.id")); stops++) {
            assertThat(stops).isLessThan(40);
            browser.press(Keys.TAB);
        }
        browser.press("by keys", Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);

        browser.await("the token", () -> browser.text("#made").contains("“by keys”"));
    }
}
