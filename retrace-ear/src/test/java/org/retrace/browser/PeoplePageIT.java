// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/** The pages of people: who has come, and what administrators do with them. */
@ExtendWith(Console.class)
class PeoplePageIT {

    private static final String PATH = "/people/people.xhtml";
    private static final String PERSON = "/people/person.xhtml?id=";
    private static final String KEYCLOAK = "'https://id.example.org/realms/retrace'";

    private final Browser browser;
    private final ServerHome server;
    private final PersonTable people;

    PeoplePageIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
        people = new PersonTable(server);
    }

    @BeforeEach
    void administratorHasCome() throws IOException {
        people.come("admin");
    }

    private void open(String path) throws IOException {
        browser.signIn("admin");
        browser.open(path);
    }

    private boolean isDisabled(int person) throws IOException, SQLException {
        return server.number("select count(*) from person where disabled_at is not null and id = " + person) == 1;
    }

    @Test
    void listSaysByWhatPeopleSignInAndWhatTheyMay() throws IOException, SQLException {
        people.add("'Lena Lister'", "'lena@example.org'", KEYCLOAK, "'lena'", "'core-dev viewer'");
        var gone = people.add("lenz");
        server.execute("update person set disabled_at = now() - interval '3 d' where id = " + gone);
        open(PATH);

        assertThat(browser.text("#rail [aria-current=page]")).isEqualTo("People");
        browser.find("main [name=q]").sendKeys("LEN", Keys.ENTER);
        browser.await("those who are found", () -> browser.here().equals(PATH + "?q=LEN"));
        assertThat(browser.text("table"))
                .contains("Lena Lister", "lena@example.org", "account at id.example.org/realms/retrace")
                .contains("core developer, viewer", "account of this server", "Disabled", "3 d ago")
                .doesNotContain("admin");
        Look.at(browser, "people");
        browser.find("main [name=q]").clear();
        browser.find("main [name=q]").sendKeys("lena@ex", Keys.ENTER);
        browser.await("one", () -> browser.get("document.querySelectorAll('tbody tr').length")
                .equals(1L));
        browser.find("tbody a").click();
        browser.await("the person", () -> browser.text("h1").equals("Lena Lister"));
    }

    @Test
    void pagesGoOnBehindThePersonThatEndsThem() throws IOException, SQLException {
        server.execute("insert into person (display_name) select 'Paged ' || lpad((i / 2)::text, 2, '0') "
                + "from generate_series(1, 60) i");
        open(PATH + "?q=paged");

        assertThat(browser.get("document.querySelectorAll('tbody tr').length")).isEqualTo(50L);
        browser.find("#next").click();
        browser.await("the rest", () -> browser.here().contains("&after="));
        assertThat(browser.get("document.querySelectorAll('tbody tr').length")).isEqualTo(10L);
        assertThat(browser.shows("#next")).isFalse();
        assertThat(browser.text("tbody")).contains("Paged 30").doesNotContain("Paged 24");
        browser.find("#first").click();
        browser.await("the first page", () -> browser.here().equals(PATH + "?q=paged"));
    }

    @ParameterizedTest
    @CsvSource({"nobody-is-called-so", "%", "_", "100%25", "%27%22%3B--", "%00", "%E2%80%AE", "!"})
    void whoIsNotFoundIsSaidWithAWayOn(String query) throws IOException {
        open(PATH + "?q=" + query.replaceAll("%(?![0-9A-F]{2})", "%25"));

        assertThat(browser.text(".blank")).contains("Nobody is found so");
        Look.at(browser, "people-none");
    }

    @Test
    void whoIsDisabledGetsInByNothingUntilEnabled() throws IOException, SQLException {
        var pia = made("pia");
        assertThat(pia.get("/api/v1/me").status()).isEqualTo(200);
        var id = pia.get("/api/v1/me").json().getInt("id");
        open(PERSON + id);
        browser.find("#turn").click();
        browser.await("the question", () -> browser.shows(".confirm"));
        assertThat(browser.text(".confirm")).contains("Disable pia", "That shuts 1 identity and no token that counts");
        Look.at(browser, "person-disable");
        assertThat(isDisabled(id)).isFalse();
        browser.find(".confirm .danger").click();

        browser.await("the record", () -> browser.shows("[role=status]"));
        assertThat(browser.text("main")).contains("Nobody gets in as this person any more.", "Disabled");
        assertThat(pia.get("/api/v1/me").status()).isEqualTo(403);
        Look.at(browser, "person-disabled");
        browser.find("#turn").click();
        browser.await("the question", () -> browser.text(".confirm").contains("Enable pia"));
        browser.find(".confirm .danger").click();
        browser.await("the record", () -> browser.shows("[role=status]"));
        assertThat(pia.get("/api/v1/me").status()).isEqualTo(200);
    }

    private ApiClient made(String name) throws IOException {
        var said = server.run("user", "add", name, "viewer").text();
        var password = Pattern.compile("The password of [a-z]+: (\\S+)").matcher(said);
        assertThat(password.find()).as(said).isTrue();
        return ApiClient.of(server, name, password.group(1));
    }

    @Test
    void nobodyDisablesThemselves() throws IOException, SQLException {
        var me = people.come("admin");
        open(PERSON + me + "&do=disable");
        browser.find(".confirm .danger").click();

        browser.await("the answer", () -> browser.text("#objection").contains("You cannot disable yourself"));
        assertThat(isDisabled(me)).isFalse();
        Look.at(browser, "person-objection");
    }

    @Test
    void twoRecordsBecomeOneWhenTheNameIsTyped() throws IOException, SQLException {
        var kept = people.add("'Karla Kept'", "null", KEYCLOAK, "'karla'", "'debugger'");
        var gone = people.add("karla-old");
        people.token(gone, "nightly");
        open(PERSON + kept);
        browser.find("#link").click();
        browser.await("the choice", () -> browser.shows("#find"));
        browser.press("karla", Keys.ENTER);
        browser.await("those to choose from", () -> browser.shows("#with-" + gone));
        assertThat(browser.shows("#with-" + kept)).isFalse();
        Look.at(browser, "person-choose");
        browser.find("#with-" + gone).click();
        browser.await("the question", () -> browser.shows("[name=typed]"));
        assertThat(browser.text(".confirm")).contains("karla-old, has 1 identity", "1 token that counts");
        browser.press("karla", Keys.ENTER);
        browser.await("the answer", () -> browser.text("#objection").contains("This is not the name"));
        Look.at(browser, "person-link");
        browser.find("[name=typed]").sendKeys("karla-old", Keys.ENTER);

        browser.await("the record", () -> browser.shows("[role=status]"));
        assertThat(browser.text("main")).contains("karla-old-subject", "karla-subject", "nightly");
        Look.at(browser, "person");
        assertThat(server.number("select count(*) from audit_event where action = 'PERSON_LINKED' and object = 'person "
                        + kept + "' and detail like 'Karla Kept is also karla-old%'"))
                .isEqualTo(1);
        browser.open(PERSON + gone, 404);
        assertThat(browser.text(".blank")).contains("the record was linked with another");
    }

    @Test
    void tokenOfSomebodyIsRevokedInTheAdministratorsName() throws IOException, SQLException {
        var owner = people.add("tove");
        var token = people.token(owner, "leaked");
        people.token(owner, "kept");
        open(PERSON + owner);
        browser.find("#revoke-" + token).click();
        browser.await("the question", () -> browser.text(".confirm").contains("Revoke the token leaked"));
        browser.find(".confirm .danger").click();

        browser.await("the record", () -> browser.shows("[role=status]"));
        assertThat(browser.text(".tokens")).contains("kept").doesNotContain("leaked");
        assertThat(server.number("select count(*) from audit_event where action = 'TOKEN_REVOKED' and actor = 'admin' "
                        + "and object = 'token " + token + "' and detail = 'leaked, of tove (person " + owner + ")'"))
                .isEqualTo(1);
    }

    @Test
    void keyboardAloneLeavesADeedUndone() throws IOException, SQLException {
        var person = people.add("kim");
        open(PERSON + person + "&do=disable");
        for (var stops = 0; !"Leave it".equals(browser.get("document.activeElement.textContent")); stops++) {
            assertThat(stops).isLessThan(40);
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);

        browser.await("the record", () -> browser.here().equals(PERSON + person));
        assertThat(isDisabled(person)).isFalse();
    }

    @Test
    void forgedFormDoesNothing() throws IOException, SQLException {
        var person = people.add("fay");
        open(PATH);
        browser.runUntilItCallsBack(
                """
                fetch(arguments[0], {method: 'POST', body: new URLSearchParams({'id': arguments[1], 'do': 'disable',
                    'ask:sure': 'ask:sure', 'ask:yes': 'Disable', 'sure': 'sure', 'jakarta.faces.ViewState': 'x:1'})})
                    .then(() => arguments[2](), () => arguments[2]());
                """,
                server.uri("/console" + PERSON + person).toString(),
                String.valueOf(person));

        assertThat(isDisabled(person)).isFalse();
        browser.problems();
    }

    @Test
    void formThatTheServerKnowsNoMoreDoesNothingAndSaysSo() throws IOException, SQLException {
        var person = people.add("olga");
        open(PERSON + person + "&do=disable");
        browser.run("document.querySelector('[name=\"jakarta.faces.ViewState\"]').value = '1:1'");
        browser.find(".confirm .danger").click();

        browser.await("the answer", () -> browser.text("main").contains("open for too long"));
        assertThat(isDisabled(person)).isFalse();
        assertThat(browser.problems()).singleElement().asString().contains("status of 500");
        Look.at(browser, "error-expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "debugger", "core-dev"})
    void nobodyElseSeesThem(String account) throws IOException, SQLException {
        var person = people.add("hidden-from-" + account);
        browser.signIn(account);

        assertThat(browser.text("#rail")).doesNotContain("People");
        browser.open(PATH, 403);
        browser.open(PERSON + person + "&do=disable", 403);
        assertThat(browser.text("main")).contains("This is not for your role").doesNotContain("hidden-from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "999999999", "x", "99999999999999999999", "%3Cb%3E", "%E2%80%AE%00"})
    void whoIsNotThereIsAnsweredWithAWayOn(String id) throws IOException {
        browser.signIn("admin");
        browser.open(PERSON + id + "&do=disable", 404);

        assertThat(browser.shows(".blank a.button")).isTrue();
        Look.at(browser, "person-unknown");
    }

    @Test
    void namesOfProvidersStayText() throws IOException, SQLException {
        var person = people.add(
                "'<img src=x onerror=\"window.hacked=1\">' || chr(8238) || 'evil'",
                "'<b>@example.org'",
                "'https://<script>window.hacked=1</script>'",
                "repeat('long', 60)",
                "'viewer'");
        people.token(person, "</td><h1>");
        browser.signIn("admin");
        for (var path : new String[] {PATH + "?q=%3Cimg", PERSON + person, PERSON + person + "&do=disable"}) {
            browser.open(path);

            assertThat(browser.text("main")).contains("⟨U+202E⟩evil");
            assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
            assertThat(browser.get("document.querySelectorAll('main img, main b, main td h1').length"))
                    .isEqualTo(0L);
            Look.at(browser, "people-strangers");
        }
    }
}
