// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WebDriverException;
import org.retrace.certificate.Authority;
import org.retrace.certificate.CertificateServer;
import org.retrace.certificate.Certified;
import org.retrace.it.ServerHome;

/** The way into the console for people whose browser has a certificate. */
@ExtendWith(CertificateServer.class)
class CertificateSignInIT {

    private static final String OVERVIEW = "/overview.xhtml";

    private final Programs programs = new Programs(System.getenv("PATH"));
    private final ServerHome server;
    private final Authority authority;

    CertificateSignInIT(ServerHome server, Authority authority) {
        this.server = server;
        this.authority = authority;
    }

    private Browser browserOf(Optional<Certified> owner) throws IOException {
        var browser = new Browser(server, programs, Wallet.of(programs, owner));
        browser.begin();
        return browser;
    }

    private Browser browserOf(String subject) throws IOException {
        return browserOf(Optional.of(authority.certify(subject)));
    }

    @Test
    void certificateWithARoleOpensTheConsoleWithoutAForm() throws IOException {
        try (var browser = browserOf("O=Toaster works,CN=debugger")) {
            browser.open(OVERVIEW);

            assertThat(browser.text("h1")).isEqualTo("Overview");
            assertThat(browser.text(".who")).contains("debugger");
            browser.open(TaskList.PATH);
            assertThat(browser.text("h1")).isEqualTo("Tasks");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void certificateWithoutARoleGetsThePageThatSaysSo() throws IOException {
        CertificateServer.addAccount(server, "nora");
        try (var browser = browserOf("CN=nora")) {
            browser.open(OVERVIEW, 403);

            assertThat(browser.text("main")).contains("role");
            assertThat(browser.shows("#password")).isFalse();
        }
    }

    @Test
    void revokedCertificateGetsNoPage() throws IOException {
        var lost = authority.certify("CN=viewer");
        CertificateServer.choose(server, authority, authority.revoking(lost));
        try (var browser = browserOf(Optional.of(lost))) {
            assertThatThrownBy(() -> browser.open(OVERVIEW))
                    .isInstanceOf(WebDriverException.class)
                    .hasMessageContaining("net::ERR_");
        }
        try (var browser = browserOf("CN=viewer")) {
            browser.open(OVERVIEW);
            assertThat(browser.text(".who")).contains("viewer");
        }
    }

    @Test
    void whoHasNoCertificateAndWhoseCertificateIsNobodysSignInByTheForm() throws IOException {
        try (var browser = browserOf(Optional.empty())) {
            browser.signIn("viewer");
            assertThat(browser.text(".who")).contains("viewer");
        }
        try (var browser = browserOf("CN=stranger")) {
            browser.open(OVERVIEW);
            assertThat(browser.text("body")).doesNotContain("stranger");
            browser.signIn("viewer");
            assertThat(browser.text(".who")).contains("viewer");
        }
    }
}
