// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** What becomes of an account whose password others guess, and of one whose roles are taken away. */
@ExtendWith(AccountServer.class)
class LockedAccountIT {

    private static final String ME = "/api/v1/me";
    private static final String ROLES = "roles";

    private final ServerHome server;
    private final Accounts accounts;

    LockedAccountIT(ServerHome server) {
        this.server = server;
        accounts = new Accounts(server);
    }

    @Test
    void rightThatIsTakenFromALockedAccountIsGoneAtOnce() throws IOException {
        ApiClient lola = accounts.made("lola", "debugger,viewer");
        ApiClient program = Accounts.program(lola, "hers");
        accounts.lock("lola", "198.51.100.201");
        assertThat(lola.get(ME).status()).isEqualTo(401);
        assertThat(program.get(ME).json().getJsonArray(ROLES).toString()).isEqualTo("[\"debugger\",\"viewer\"]");

        ServerHome.Ended ended = server.run("user", "role", "lola", "viewer");

        assertThat(ended.status()).as(ended.text()).isZero();
        assertThat(program.get(ME).json().getJsonArray(ROLES).toString()).isEqualTo("[\"viewer\"]");
        accounts.manage(Accounts.REALM + "remove-identity-attribute(identity=lola,name=Roles)");
        assertThat(program.get(ME).status()).isEqualTo(401);
    }

    @Test
    void lastRoleThatIsTakenAwayIsGoneAtOnce() throws IOException {
        ApiClient nora = accounts.made("nora", "viewer");
        ApiClient program = Accounts.program(nora, "hers");
        assertThat(program.get(ME).status()).isEqualTo(200);

        accounts.manage(Accounts.REALM + "remove-identity-attribute(identity=nora,name=Roles)");

        assertThat(program.get(ME).status()).isEqualTo(401);
        assertThat(nora.get(ME).status()).isEqualTo(403);
        assertThat(nora.get(ME).json().getString("detail")).contains("no role here; ask an administrator");
    }

    @Test
    void programsThatWorkShutNobodyOut() throws IOException {
        ApiClient paula = accounts.made("paula", "viewer");
        ApiClient program = Accounts.program(paula, "busy");
        for (int i = 0; i < 25; i++) {
            assertThat(program.get(ME).status()).isEqualTo(200);
        }

        assertThat(paula.get(ME).status()).isEqualTo(200);
        assertThat(accounts.signIns("paula")).noneMatch(line -> line.contains("Failed"));
    }

    @Test
    void strangersLearnNeitherWhetherThereIsAnAccountNorThatItIsLocked() throws IOException {
        accounts.made("luca", "viewer");
        String address = "198.51.100.202";
        ApiClient.Answer wrong =
                ApiClient.of(server, "luca", "wrong").from(address).get(ME);
        accounts.lock("luca", address);
        ApiClient.Answer locked = ApiClient.of(server, "luca", Accounts.password("luca"))
                .from(address)
                .get(ME);
        ApiClient.Answer unknown = ApiClient.of(server, "nobody-of-that-name", "wrong")
                .from(address)
                .get(ME);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().getString("detail"))
                .isEqualTo("the name or password is wrong, or the account is locked for a while");
        assertThat(locked.status()).isEqualTo(401);
        assertThat(locked.response().body()).isEqualTo(wrong.response().body());
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void thousandFailuresAtTheFormShutTheAccountAndNobodyElse() throws IOException {
        accounts.made("fritz", "viewer");
        ConsoleVisitor fritz = new ConsoleVisitor(server);
        fritz.submit("fritz", Accounts.password("fritz"));
        assertThat(fritz.isIn()).isTrue();

        ConsoleVisitor guesser = new ConsoleVisitor(server);
        for (int i = 0; i < 1000; i++) {
            guesser.submit("fritz", "wrong " + i);
        }

        assertThat(guesser.isIn()).isFalse();
        guesser.submit("fritz", Accounts.password("fritz"));
        assertThat(guesser.isIn()).isFalse();
        assertThat(fritz.isIn()).isTrue();
        ConsoleVisitor viewer = new ConsoleVisitor(server);
        viewer.submit("viewer", server.password("viewer"));
        assertThat(viewer.isIn()).isTrue();
    }
}
