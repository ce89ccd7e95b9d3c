// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** What stands in sign-in.log: who signed in and who could not, and nothing else. */
@ExtendWith(AccountServer.class)
class SignInLogIT {

    private static final String ME = "/api/v1/me";

    private final Accounts accounts;

    SignInLogIT(ServerHome server) {
        accounts = new Accounts(server);
    }

    @Test
    void successIsOneLineAndNoFailure() throws IOException {
        ApiClient sina = accounts.made("sina", "viewer");
        for (int i = 0; i < 3; i++) {
            assertThat(sina.get(ME).status()).isEqualTo(200);
        }

        assertThat(accounts.signIns("sina"))
                .filteredOn(line -> line.contains("AuthenticationSuccess"))
                .hasSize(3);
        assertThat(accounts.signIns("sina")).noneMatch(line -> line.contains("Fail"));
    }

    @Test
    void failureIsOneLineAndNoSuccess() throws IOException {
        ApiClient sara = accounts.made("sara", "viewer");
        ApiClient.of(sara.server(), "sara", "wrong").from("198.51.100.210").get(ME);

        assertThat(accounts.signIns("sara")).singleElement().satisfies(line -> assertThat(line)
                .contains("AuthenticationFailed"));
    }
}
