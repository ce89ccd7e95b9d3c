// SPDX-License-Identifier: Apache-2.0
package org.retrace.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ServerHome;

/** {@code ./retrace certificates}: on, off, over restarts and new versions, and beside a Keycloak. */
class CertificatesCommandIT {

    private final Authority authority = Authority.named("First");
    private final ServerHome server;

    CertificatesCommandIT() throws IOException {
        server = ServerHome.fresh("certificates-command-home");
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void choiceHoldsOverRestartsAndNewVersionsUntilTheNext() throws IOException {
        var mine = authority.certify("CN=viewer");
        var lost = authority.certify("CN=admin");
        server.start();
        var before = Files.readString(configuration("standalone.xml"));
        assertThat(said()).contains("No certificates count");
        assertThat(TlsClient.of(server, mine).name()).isEmpty();

        var first = CertificateServer.done(server.run(
                "certificates",
                "on",
                "--authority",
                CertificateServer.file(authority.pem()).toString()));
        assertThat(first).contains("Restarting Retrace", "CN=First");
        assertThat(TlsClient.of(server, mine).name()).isEqualTo("viewer");
        assertThat(TlsClient.of(server, lost).name()).isEqualTo("admin");

        server.stop();
        assertThat(CertificateServer.choose(server, authority, authority.revoking()))
                .contains("a list names");
        pretendToBeOfAnotherVersion();
        server.start();
        assertThat(TlsClient.of(server, mine).name()).isEqualTo("viewer");

        var process = server.serverPid();
        CertificateServer.choose(server, authority, authority.revoking(lost));
        assertThat(server.serverPid()).isEqualTo(process);
        assertThatThrownBy(() -> TlsClient.of(server, lost).name()).isInstanceOf(IOException.class);
        assertThat(TlsClient.of(server, mine).name()).isEqualTo("viewer");

        CertificateServer.done(server.run("certificates", "off"));
        assertThat(TlsClient.of(server, mine).name()).isEmpty();
        assertThat(TlsClient.of(server, lost).name()).isEmpty();
        assertThat(configuration("standalone.xml")).hasContent(before);
        assertThat(configuration("client-authorities.pem")).doesNotExist();
        assertThat(configuration("client-revocations.pem")).doesNotExist();
    }

    @Test
    void certificatesDoNotCountBesideAKeycloakAndCountAgainAfterIt() throws IOException {
        server.start();
        server.stop();
        CertificateServer.choose(server, authority, authority.revoking());
        var with = Files.readString(configuration("standalone.xml"));
        assertThat(with).contains("client-authorities", "client-revocations");
        var secret = CertificateServer.file("secret").toString();
        var keycloak = answering();
        try {
            CertificateServer.done(server.run(
                    "accounts",
                    "keycloak",
                    "--provider",
                    "http://127.0.0.1:" + keycloak.getAddress().getPort(),
                    "--client-secret-file",
                    secret,
                    "--api-secret-file",
                    secret));
        } finally {
            keycloak.stop(0);
        }

        assertThat(configuration("standalone.xml"))
                .content()
                .contains("secure-deployment")
                .doesNotContain("client-authorities");
        assertThat(said()).contains("do not count while a Keycloak has the accounts", "CN=First");
        var refused = server.run("certificates", "on", "--authority", CertificateServer.file(authority.pem()) + "");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.text()).contains("do not count beside a Keycloak");

        CertificateServer.done(server.run("accounts", "embedded"));
        assertThat(configuration("standalone.xml")).hasContent(with);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            certificates maybe                                      | 2 | certificates takes on, off or nothing, not 'maybe'
            certificates off now                                    | 2 | certificates off takes nothing else
            certificates on                                         | 2 | certificates on needs --authority
            certificates on --revocations LIST                      | 2 | certificates on needs --authority
            certificates on --authority                             | 2 | --authority needs a file
            certificates on --authority CERTIFICATE --crl LIST      | 2 | certificates on does not know '--crl'
            certificates on --authority /nonexistent                | 1 | cannot read /nonexistent
            certificates on --authority TEXT                        | 1 | is not PEM with '-----BEGIN CERTIFICATE-----'
            certificates on --authority LIST                        | 1 | is not PEM with '-----BEGIN CERTIFICATE-----'
            certificates on --authority CUT                         | 1 | is not PEM with '-----BEGIN CERTIFICATE-----'
            certificates on --authority SECOND-CUT                  | 1 | is not PEM with '-----BEGIN CERTIFICATE-----'
            certificates on --authority KEY                         | 1 | has a private key in it
            certificates on --authority CERTIFICATE --revocations CERTIFICATE | 1 | is not PEM with '-----BEGIN X509 CRL-----'
            certificates on --authority CERTIFICATE --revocations CUT         | 1 | is not PEM with '-----BEGIN X509 CRL-----'
            """)
    void wrongUseChangesNothingAndSaysWhatWouldBeRight(String command, int status, String sentence) throws IOException {
        var words = command.split(" +");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].matches("[A-Z-]+") ? file(words[i]) : words[i];
        }
        var ended = server.run(words);

        assertThat(ended.text()).contains(sentence);
        assertThat(ended.status()).isEqualTo(status);
        assertThat(server.directory().resolve("config/client-authorities.pem")).doesNotExist();
    }

    private String file(String kind) throws IOException {
        var pem = authority.pem();
        var cut = pem.substring(0, pem.length() / 2);
        return CertificateServer.file(
                        switch (kind) {
                            case "CERTIFICATE" -> pem;
                            case "LIST" -> authority.revoking();
                            case "CUT" -> cut;
                            case "SECOND-CUT" -> pem + cut + "\n-----END CERTIFICATE-----\n";
                            case "KEY" -> pem + "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n";
                            default -> "nothing of the kind\n";
                        })
                .toString();
    }

    private String said() throws IOException {
        return CertificateServer.done(server.run("certificates"));
    }

    /** The next start takes the distribution as if it were another than that of before. */
    private void pretendToBeOfAnotherVersion() throws IOException {
        Files.writeString(server.directory().resolve("dist/.taken"), "an older one\n");
    }

    private Path configuration(String name) {
        return server.directory().resolve("server/configuration").resolve(name);
    }

    /** What the launcher takes for a Keycloak. */
    private static HttpServer answering() throws IOException {
        var answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        answering.start();
        return answering;
    }
}
