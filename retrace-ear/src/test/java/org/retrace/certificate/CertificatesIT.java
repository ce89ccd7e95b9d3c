// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/** Who gets into the API by a certificate, and who does not. */
@ExtendWith(CertificateServer.class)
class CertificatesIT {

    private static final String ME = "/api/v1/me";
    private static final String AUDIT = "/api/v1/audit?limit=1";

    private final ServerHome server;
    private final Authority authority;

    CertificatesIT(ServerHome server, Authority authority) {
        this.server = server;
        this.authority = authority;
    }

    private TlsClient with(String subject) {
        return TlsClient.of(server, authority.certify(subject));
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void certificateIsTheAccountThatItNames() throws IOException {
        var viewer = with("CN=viewer");
        var me = viewer.get(ME);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().getString("account")).isEqualTo("viewer");
        assertThat(me.json().getJsonArray("roles")).hasToString("[\"viewer\"]");
        assertThat(viewer.get(AUDIT).status()).isEqualTo(403);
        assertThat(with("O=Toaster works,CN=admin,OU=Crumbs").get(AUDIT).status())
                .isEqualTo(200);
    }

    @Test
    void personIsTheSameByPasswordAndByCertificate() throws IOException {
        var byPassword = ApiClient.of(server, "core-dev").get(ME).json();

        assertThat(with("CN=core-dev").get(ME).json()).isEqualTo(byPassword);
    }

    @Test
    void accountWithoutARoleIsToldWhomToAsk() throws IOException {
        CertificateServer.addAccount(server, "norman");
        var answer = with("CN=norman").get(ME);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("detail")).contains("no role here; ask an administrator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=stranger",
                "CN=viewer,CN=admin",
                "CN=admin,CN=admin",
                "CN=stranger+CN=admin",
                "CN=ADMIN",
                "CN=\\ admin",
                "CN=viewer\\, CN\\=admin",
                "CN=viewer/admin",
                "CN=../admin",
                "CN=*",
                "CN=\uff41\uff44\uff4d\uff49\uff4e",
                "CN=\\ ",
                "CN=",
                "O=admin",
                "UID=admin"
            })
    void nameOfNoAccountIsNobody(String subject) throws IOException {
        var answer = with(subject).get(ME);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"Retrace\"");
        assertThat(answer.json().getString("detail")).contains("certificate");
    }

    @ParameterizedTest
    @MethodSource
    void certificateThatDoesNotCountEndsTheConnection(Function<Authority, Certified> made) throws IOException {
        var client = TlsClient.of(server, made.apply(authority));

        assertThatThrownBy(() -> client.get(ME))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
        assertThat(with("CN=viewer").name()).isEqualTo("viewer");
    }

    static Stream<Named<Function<Authority, Certified>>> certificateThatDoesNotCountEndsTheConnection() {
        return Stream.of(
                Named.of("of another authority", authority -> Authority.named("Another authority")
                        .certify("CN=viewer")),
                Named.of("of another authority that calls itself ours", authority -> Authority.of(
                                authority.name(), Authority.named("").keys())
                        .certify("CN=viewer")),
                Named.of("expired", authority -> authority.certifyUntilYesterday("CN=viewer")),
                Named.of("not yet valid", authority -> authority.certifyFromTomorrow("CN=viewer")),
                Named.of("for servers alone", authority -> authority.certifyServer("CN=viewer")),
                Named.of(
                        "signed by one that may not sign",
                        authority -> authority.certify("CN=viewer").sign("CN=admin")));
    }

    @Test
    void revokedCertificateEndsTheConnectionAndNoOtherDoes() throws IOException {
        var lost = authority.certify("CN=viewer");
        var lostToo = authority.certify("CN=debugger");
        CertificateServer.choose(server, authority, authority.revoking(lost));
        assertThatThrownBy(() -> TlsClient.of(server, lost).get(ME)).isInstanceOf(IOException.class);
        var tls = lostToo.tls();
        assertThat(TlsClient.of(server, tls).name()).isEqualTo("debugger");

        CertificateServer.choose(server, authority, authority.revoking(lost, lostToo));

        assertThatThrownBy(() -> TlsClient.of(server, tls).get(ME))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> TlsClient.of(server, lost).get(ME)).isInstanceOf(IOException.class);
        assertThat(with("CN=viewer").name()).isEqualTo("viewer");
    }

    @ParameterizedTest
    @MethodSource
    void listThatDoesNotCountLetsNoCertificateIn(Function<Authority, String> made) throws IOException {
        var before = with("CN=viewer");
        assertThat(before.name()).isEqualTo("viewer");
        try {
            CertificateServer.choose(server, authority, made.apply(authority));

            assertThatThrownBy(() -> with("CN=viewer").get(ME))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ConnectException.class);
            assertThat(ApiClient.of(server, "viewer").get(ME).status()).isEqualTo(200);
        } finally {
            CertificateServer.choose(server, authority, authority.revoking());
        }
        assertThat(with("CN=viewer").name()).isEqualTo("viewer");
    }

    static Stream<Named<Function<Authority, String>>> listThatDoesNotCountLetsNoCertificateIn() {
        return Stream.of(
                Named.of("run out", Authority::revokingUntilYesterday),
                Named.of("of another authority", authority -> Authority.named("Another authority")
                        .revoking()));
    }

    @Test
    void whoBringsNoCertificateSignsInAsBefore() throws IOException {
        var nobody = TlsClient.of(server);

        assertThat(nobody.get(ME).status()).isEqualTo(401);
        assertThat(nobody.get(ME, "Authorization", basic("viewer", "wrong")).status())
                .isEqualTo(401);
        assertThat(nobody.get(ME, "Authorization", basic("viewer", server.password("viewer")))
                        .status())
                .isEqualTo(200);
        assertThat(nobody.get("/api/v1/statistics").status()).isEqualTo(200);
    }

    @Test
    void certificateOfAnAccountCountsBeforeAPasswordAndATokenBeforeBoth() throws IOException {
        var viewer = with("CN=viewer");
        var admin = basic("admin", server.password("admin"));
        var token = ApiClient.of(server, "debugger")
                .send("POST", "/api/v1/me/tokens", "{\"name\":\"with a certificate\"}")
                .json()
                .getString("token");

        assertThat(viewer.get(AUDIT, "Authorization", admin).status()).isEqualTo(403);
        assertThat(viewer.get(ME, "Authorization", basic("viewer", "wrong"))
                        .json()
                        .getString("account"))
                .isEqualTo("viewer");
        assertThat(viewer.get(ME, "Authorization", "Bearer " + token).json().getString("account"))
                .isEqualTo("debugger");
        assertThat(viewer.get(ME, "Authorization", "Bearer " + token + "x").status())
                .isNotEqualTo(500);
        assertThat(with("CN=stranger").get(AUDIT, "Authorization", admin).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSL_CLIENT_CERT", "X-SSL-Client-Cert", "X-Client-Cert", "Client-Cert", "X-Forwarded-User"})
    void headerThatNamesACertificateIsNone(String header) throws IOException {
        var pem =
                Base64.getEncoder().encodeToString(authority.certify("CN=admin").encoded());
        var answer = TlsClient.of(server).get(ME, header, pem);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void roleThatIsTakenAwayIsGoneWithTheNextRequestOfTheSameConnection() throws IOException {
        CertificateServer.addAccount(server, "rita", "admin");
        var rita = with("CN=rita");
        assertThat(rita.get(AUDIT).status()).isEqualTo(200);

        CertificateServer.done(server.run("user", "role", "rita", "viewer"));
        assertThat(rita.get(AUDIT).status()).isEqualTo(403);

        CertificateServer.done(server.run("user", "disable", "rita"));
        assertThat(rita.get(ME).status()).isEqualTo(403);

        CertificateServer.done(
                server.manage("/subsystem=elytron/filesystem-realm=RetraceRealm:remove-identity(identity=rita)"));
        assertThat(rita.get(ME).status()).isIn(401, 403);
    }

    @Test
    void disabledPersonGetsInByNoCertificate() throws Exception {
        CertificateServer.addAccount(server, "dennis", "viewer");
        var dennis = with("CN=dennis");
        assertThat(dennis.get(ME).status()).isEqualTo(200);

        server.execute("update person set disabled_at = now() where display_name = 'dennis'");

        assertThat(dennis.get(ME).status()).isEqualTo(403);
        assertThat(with("CN=dennis").get(ME).json().getString("detail")).contains("disabled");
    }
}
