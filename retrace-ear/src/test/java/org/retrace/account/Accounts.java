// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.retrace.it.ServerHome;

/** The accounts that a server keeps itself, made for a test as an administrator makes them. */
record Accounts(ServerHome server) {

    static final String REALM = "/subsystem=elytron/filesystem-realm=RetraceRealm:";

    /** More than an account stands. */
    private static final int GUESSES = 12;

    /**
     * A new account.
     *
     * @param roles separated by commas; empty for none
     */
    ApiClient made(String name, String roles) throws IOException {
        manage(REALM + "add-identity(identity=" + name + ")");
        if (!roles.isEmpty()) {
            manage(REALM + "add-identity-attribute(identity=" + name + ",name=Roles,value=[" + roles + "])");
        }
        manage(REALM + "set-password(identity=" + name + ",clear={password=\"" + password(name) + "\"})");
        return ApiClient.of(server, name, password(name));
    }

    /** That of an account that was made here. */
    static String password(String name) {
        return "correct horse " + name;
    }

    void manage(String command) throws IOException {
        ServerHome.Ended ended = server.manage(command);
        assertThat(ended.status()).as(ended.text()).isZero();
    }

    /** A program with a token of somebody's. */
    static ApiClient program(ApiClient owner, String name) throws IOException {
        ApiClient.Answer answer = owner.send("POST", "/api/v1/me/tokens", "{\"name\":\"" + name + "\"}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return owner.with("Bearer " + answer.json().getString("token"));
    }

    /** Wrong passwords until the account is shut. */
    void lock(String name, String address) throws IOException {
        ApiClient guesser = ApiClient.of(server, name, "a wrong password").from(address);
        for (int i = 0; i < GUESSES; i++) {
            assertThat(guesser.get("/api/v1/me").status()).isEqualTo(401);
        }
    }

    /** What the server has written down of the sign-ins of an account: an event a line. */
    List<String> signIns(String name) throws IOException {
        return Files.readAllLines(server.directory().resolve("log/sign-in.log")).stream()
                .filter(line -> line.contains("\"" + name + "\""))
                .toList();
    }
}
