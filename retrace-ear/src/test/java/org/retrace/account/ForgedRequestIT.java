// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ServerHome;

/** Requests to the API that a page of somebody else has a browser send, which adds the password that it knows. */
@ExtendWith(AccountServer.class)
class ForgedRequestIT {

    private static final String ME = "/api/v1/me";
    private static final String TOKENS = "/api/v1/me/tokens";

    private final ServerHome server;

    ForgedRequestIT(ServerHome server) {
        this.server = server;
    }

    private List<String> headers(String text) {
        List<String> headers = new ArrayList<>();
        for (String header : text.split(" & ", -1)) {
            String[] parts = header.split(": ", 2);
            headers.add(parts[0]);
            headers.add(parts[1].replace("OURS", server.uri("").toString()));
        }
        return headers;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: cors                                  | 403
            Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: navigate                              | 403
            Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: no-cors & Origin: https://evil.example | 403
            Sec-Fetch-Site: same-site & Origin: https://other.example.org                      | 403
            Sec-Fetch-Site: cross-site & Origin: OURS                                          | 403
            Sec-Fetch-Site: same-origin & Sec-Fetch-Site: cross-site                           | 403
            Origin: https://evil.example                                                       | 403
            Origin: null                                                                       | 403
            Origin: OURS.evil.example                                                          | 403
            Origin: OURS                                                                       | 400
            Sec-Fetch-Site: same-origin & Origin: OURS                                         | 400
            Sec-Fetch-Site: none                                                               | 400
            """)
    void pageOfSomebodyElseChangesNothingWithThePasswordOfABrowser(String text, int status) throws IOException {
        ApiClient viewer = ApiClient.of(server, "viewer");

        // a wish that is none: what gets as far as to be read is refused for that
        ApiClient.Answer answer = viewer.send("POST", TOKENS, "{\"name\":\"\"}", headers(text));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("detail").startsWith("A page of another site"))
                .isEqualTo(status == 403);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: no-cors  | 403
            Sec-Fetch-Site: cross-site & Sec-Fetch-Mode: navigate | 403
            Sec-Fetch-Site: same-site & Sec-Fetch-Mode: no-cors   | 403
            Origin: https://evil.example                          | 403
            Sec-Fetch-Site: none & Sec-Fetch-Mode: navigate       | 200
            Sec-Fetch-Site: same-origin & Sec-Fetch-Mode: cors    | 200
            """)
    void pageOfSomebodyElseReadsNothingWithThePasswordOfABrowser(String text, int status) throws IOException {
        ApiClient.Answer answer = ApiClient.of(server, "viewer").send("GET", ME, "", headers(text));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void tokenCountsWhereverItIsFromBecauseNoBrowserAddsOne() throws IOException {
        ApiClient program = Accounts.program(ApiClient.of(server, "viewer"), "of a page elsewhere");

        assertThat(program.send("GET", ME, "", headers("Sec-Fetch-Site: cross-site & Origin: https://other.example"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsForEverybodyIsForPagesOfSomebodyElse() throws IOException {
        ApiClient nobody = new ApiClient(server, "", "192.0.2.90");

        assertThat(nobody.send("GET", "/api/v1/statistics", "", headers("Sec-Fetch-Site: cross-site"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusedRequestSaysNothingOfItsPassword() throws IOException {
        List<String> forged = headers("Sec-Fetch-Site: cross-site");
        ApiClient right = ApiClient.of(server, "viewer");
        ApiClient wrong = ApiClient.of(server, "viewer", "wrong");

        assertThat(wrong.send("GET", ME, "", forged).response().body())
                .isEqualTo(right.send("GET", ME, "", forged).response().body());
    }
}
