// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;

/** Packages of the index, found by the search field and listed page by page. */
@ExtendWith(Console.class)
class PackagesIT {

    private final Browser browser;
    private final TaskTable tasks;

    PackagesIT(Browser browser, TaskTable tasks) {
        this.browser = browser;
        this.tasks = tasks;
    }

    @BeforeAll
    static void manyVersions(ServerHome server) throws IOException, SQLException {
        server.execute("insert into package_repository (release, name) values ('crumb-1-x86_64', 'base')");
        server.execute(
                "insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, "
                        + "arch, repository_id) select '/made/' || i || '.rpm', i * 4711, now(), '\\x00', 'crust', 0, '1.' || i, '1', "
                        + "'x86_64', r.id from generate_series(1, 120) i, package_repository r");
    }

    @AfterAll
    static void noMore(ServerHome server) throws IOException, SQLException {
        server.execute("delete from binary_package where starts_with(file, '/made/')");
        server.execute("delete from package_repository");
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("viewer");
    }

    @Test
    void searchShowsSomeAndLeadsToAll() throws IOException {
        browser.open("/search.xhtml?q=crust");
        assertThat(browser.text("main"))
                .contains("Packages of the index", "crust-1.1-1.x86_64", "base of crumb-1-x86_64");
        Look.at(browser, "search-index");
        browser.find(".part .none a").click();
        browser.await("all of them", () -> browser.here().equals("/repository/packages.xhtml?q=crust&by=name"));
        assertThat(rows()).isEqualTo(50);
        Look.at(browser, "packages");
        browser.find("#next").click();
        browser.await("the second page", () -> browser.text(".packages").contains("crust-1.51-1"));
        browser.find("#next").click();
        browser.await("the last page", () -> rows() == 20);
        assertThat(browser.shows("#next")).isFalse();
        browser.find("#first").click();
        browser.await("the first page", () -> rows() == 50 && !browser.shows("#first"));
    }

    private long rows() {
        return (Long) browser.get("document.querySelectorAll('.packages tbody tr').length");
    }

    @Test
    void packageIsFoundByItsVersion() {
        browser.open("/search.xhtml?q=crust-1.77-1.x86_64");
        assertThat(browser.text("main")).contains("Packages of the index", "crust-1.77-1.x86_64");
    }

    @Test
    void packageIsFoundByAFileInIt() {
        browser.open("/search.xhtml?q=/bin/toaster");
        assertThat(browser.text("main"))
                .contains("Packages of the index with this file", "toaster-1.0-1.x86_64", "a directory");
    }

    @Test
    void packageIsFoundByABuildId() throws IOException, SQLException {
        var hex = tasks.text("select encode(build_id, 'hex') from package_build_id where path = '/usr/bin/toaster'");
        browser.open("/search.xhtml?q=" + hex.substring(0, 12));
        assertThat(browser.text("main")).contains("Packages of the index with this build-id", "toaster-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?q=nothing_is_called_so",
                "?q=%3Cscript%3Ewindow.hacked=1%3C/script%3E&by=file",
                "?q=%00%E2%80%AE&by=version",
                "?q=zz&by=build-id",
                "?q=----&by=version&after=%00,x",
                "?q=crust&by=%27&after=zzz,999999999999999999",
            })
    void whatFindsNothingSaysWhatFinds(String query) {
        browser.open("/repository/packages.xhtml" + query);
        assertThat(browser.text(".blank")).contains("six or more digits of a build-id");
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
    }
}
