// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/** The page of the audit: 120 things that Audrey did in the last five days, and what others do in the tests. */
@ExtendWith(Console.class)
class AuditPageIT {

    private static final String PATH = "/audit/audit.xhtml";

    private static final int AUDREY = 424_242;

    private final Browser browser;
    private final ServerHome server;

    AuditPageIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
    }

    @BeforeAll
    static void muchWasDone(ServerHome server) throws IOException, SQLException {
        server.execute("insert into person (id, display_name) overriding system value values (" + AUDREY
                + ", 'Audrey Auditee'), (" + (AUDREY + 1) + ", 'Twin'), (" + (AUDREY + 2) + ", 'twin')"
                + " on conflict do nothing");
        server.execute("insert into audit_event (at, person_id, actor, identity, address, way, action, object, detail) "
                + "select now() - (120 - i) * interval '1 h' - interval '5 min', " + AUDREY
                + ", 'Audrey Auditee', 'embedded audrey', "
                + "'192.0.2.' || i, case when i % 2 = 0 then 'console' else 'token nightly' end, "
                + "case when i % 3 = 0 then 'TASK_DELETED' when i % 3 = 1 then 'PERSON_DISABLED' else 'SYNC_BEGUN' end, "
                + "case when i % 3 = 0 then 'task ' || 600000000 + i when i % 3 = 1 then 'person 3' "
                + "else 'release crumb-1-x86_64' end, case when i % 3 = 2 then 'run ' || i else '' end "
                + "from generate_series(1, 120) i");
    }

    @BeforeEach
    void administratorHasCome() throws IOException {
        new PersonTable(server).come("admin");
    }

    private void open(String account, String query) throws IOException {
        browser.signIn(account);
        browser.open(PATH + query);
    }

    private long lines() {
        return (Long) browser.get("document.querySelectorAll('.events > li').length");
    }

    @Test
    void eachLineIsASentenceWithItsDetail() throws IOException {
        open("admin", "?person=" + AUDREY);

        assertThat(browser.text("#rail [aria-current=page]")).isEqualTo("Audit");
        assertThat(browser.text(".events"))
                .contains("Audrey Auditee deleted a task: task 600000120", "192.0.2.120", "token nightly")
                .contains("Audrey Auditee began to sync a release: release crumb-1-x86_64", "run 119");
        assertThat(browser.find(".events .object").getAttribute("href")).endsWith("/task/task.xhtml?id=600000120");
        browser.find(".events summary").click();
        browser.await("the detail", () -> browser.text(".events li").contains("embedded audrey"));
        assertThat(browser.text(".events li")).contains("record " + AUDREY, "UTC");
        Look.at(browser, "audit");
    }

    @ParameterizedTest
    @CsvSource({
        "person=424242&action=TASK_DELETED, 40",
        "person=424242&action=task_deleted&since=24h, 8",
        "person=audrey+auditee&action=SYNC_BEGUN, 40",
        "person=424242&object=task+600000060, 1",
        "person=424242&object=task+60000006, 0",
        "object=task+600000060&person=1, 0",
        "person=424242&since=90min, 2",
        "person=424242&since=5h&until=2h, 3",
        "person=424242&until=2000-01-01, 0",
    })
    void eachFilterLetsItsEventsThrough(String query, int events) throws IOException {
        open("admin", "?" + query);

        assertThat(lines()).isEqualTo(events);
        assertThat(browser.shows(".blank")).isEqualTo(events == 0);
        assertThat(browser.shows(".notice")).isFalse();
    }

    @Test
    void fieldsChangeTheAddressAndPagesKeepIt() throws IOException {
        open("admin", "");
        browser.find("[name=person]").sendKeys("Audrey Auditee", Keys.ENTER);
        browser.await("hers", () -> browser.here().contains("person=Audrey"));

        assertThat(lines()).isEqualTo(50);
        browser.find("#older").click();
        browser.await("older ones", () -> browser.here().contains("before="));
        browser.find("#older").click();
        browser.await("the oldest", () -> lines() == 20);
        assertThat(browser.shows("#older")).isFalse();
        assertThat(browser.find("[name=person]").getAttribute("value")).isEqualTo("Audrey Auditee");
        browser.find("#newest").click();
        browser.await("the newest", () -> lines() == 50);
        browser.find(".clear").click();
        browser.await("everything", () -> browser.here().equals(PATH));
    }

    @Test
    void whatSomebodyDoesStandsThereWithWhoAndWhence() throws IOException {
        var answer = ApiClient.of(server, "debugger").send("POST", "/api/v1/me/tokens", "{\"name\":\"for the page\"}");
        assertThat(answer.status()).isEqualTo(201);
        open("admin", "?action=TOKEN_MADE&since=1h");

        assertThat(browser.text(".events"))
                .contains(
                        "debugger made a token: token " + answer.json().getInt("id"), "for the page: debugger", "API");
    }

    @Test
    void otherRolesThanTheLastTimeAreKept() throws IOException {
        var said = server.run("user", "add", "rhoda", "viewer").text();
        var password = Pattern.compile("The password of [a-z]+: (\\S+)").matcher(said);
        assertThat(password.find()).as(said).isTrue();
        var rhoda = ApiClient.of(server, "rhoda", password.group(1));
        assertThat(rhoda.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(server.run("user", "role", "rhoda", "debugger", "viewer").status())
                .isZero();
        assertThat(rhoda.get("/api/v1/me").status()).isEqualTo(200);
        open("core-dev", "?person=rhoda");

        assertThat(browser.text(".events")).contains("rhoda came with other roles", "viewer → debugger, viewer");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void nonsenseInTheAddressIsSaidAboveTheList() throws IOException {
        open("admin", "?person=nobody&action=LOST&since=yesterday&until=2026-02-30&before=-1");

        assertThat(browser.text("main"))
                .contains("“nobody” is nobody’s name", "“LOST” is nothing that the audit keeps")
                .contains("“yesterday” is no time", "“2026-02-30” is no time", "“-1” is no page");
        assertThat(lines()).isPositive();
        Look.at(browser, "audit-nonsense");
        browser.open(PATH + "?person=twin");
        assertThat(browser.text("main")).contains("“twin” is the name of several persons", "424243, 424244");
    }

    @Test
    void nothingThatMatchesIsSaidWithAWayOn() throws IOException {
        open("admin", "?object=nothing");

        assertThat(browser.text(".blank")).contains("Nothing matches");
        Look.at(browser, "audit-none");
        browser.find(".blank a").click();
        browser.await("everything", () -> browser.here().equals(PATH));
    }

    @Test
    void coreDeveloperReadsItWithoutLinksToPeople() throws IOException {
        open("core-dev", "?person=424242&action=PERSON_DISABLED");

        assertThat(browser.text(".events")).contains("disabled a person: person 3");
        assertThat(browser.get("document.querySelectorAll('main [href*=\"person.xhtml\"]').length"))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "debugger"})
    void nobodyElseReadsIt(String account) throws IOException {
        browser.signIn(account);

        assertThat(browser.text("#rail")).doesNotContain("Audit");
        browser.open(PATH, 403);
        assertThat(browser.text("main")).contains("This is not for your role");
    }

    @ParameterizedTest
    @CsvSource({
        "person=%00%01%1b%5b31m",
        "person=99999999999999999999",
        "object=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
        "object=%E2%80%AEevil",
        "since=99999d&until=9999-12-31",
        "before=999999999999999999",
        "action=%27%22%3B--"
    })
    void hostileAddressesAreAnswered(String query) throws IOException {
        open("admin", "?" + query);

        assertThat(browser.text("h1")).isEqualTo("Audit");
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
    }

    @Test
    void textsOfStrangersStayText() throws IOException, SQLException {
        server.execute(
                "insert into audit_event (actor, person_id, identity, address, way, action, object, detail) values "
                        + "('<img src=x onerror=\"window.hacked=1\">' || chr(8238), 424244, 'x <b>y</b>', '<b>', 'token <b>', "
                        + "'TOKEN_MADE', 'task 1\" onclick=\"window.hacked=1', repeat('detail ', 280) || chr(7) || '</li><h1>')");
        open("admin", "?person=424244");

        assertThat(browser.text(".events")).contains("⟨U+202E⟩", "⟨U+0007⟩");
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
        assertThat(browser.get("document.querySelectorAll('.events img, .events b, .events h1').length"))
                .isEqualTo(0L);
        Look.at(browser, "audit-strangers");
    }
}
