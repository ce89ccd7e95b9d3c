// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.retrace.it.ServerHome;

/** The errors that every operation answers with, and how they come. */
final class CommonErrors {

    static final List<Integer> STATUSES = List.of(401, 403, 406);

    /** Once few requests may be made. */
    static final int LIMITED = 429;

    private static final String STRANGER = "stranger";
    private static final String PASSWORD = "correct horse stranger";
    private static final String MOST = "retrace.max-api-requests";

    private final ServerHome server;
    private boolean strangerIsThere;
    private int addresses;

    CommonErrors(ServerHome server) {
        this.server = server;
    }

    ApiAnswer provoke(ApiOperation operation, int status) throws IOException {
        ApiCaller nobody = ApiCaller.nobody(server).from("192.0.2." + (1 + addresses++ % 250));
        return switch (status) {
            case 401 -> nobody.signedIn("nobody-of-that-name", "wrong").callExample(operation);
            case 403 -> stranger(nobody).callExample(operation);
            case 406 ->
                ApiCaller.of(server, "admin").with("Accept", "image/png").callExample(operation);
            default -> spent(operation);
        };
    }

    /** An account without a role. */
    private ApiCaller stranger(ApiCaller nobody) throws IOException {
        if (!strangerIsThere) {
            String realm = "/subsystem=elytron/filesystem-realm=RetraceRealm:";
            manage(realm + "add-identity(identity=" + STRANGER + ")");
            manage(realm + "add-identity-attribute(identity=" + STRANGER + ",name=Roles,value=[other])");
            manage(realm + "set-password(identity=" + STRANGER + ",clear={password=\"" + PASSWORD + "\"})");
            strangerIsThere = true;
        }
        return nobody.signedIn(STRANGER, PASSWORD);
    }

    private void manage(String command) throws IOException {
        ServerHome.Ended ended = server.manage(command);
        assertThat(ended.status()).as(ended.text()).isZero();
    }

    /** How many requests each may make in a minute. */
    void limit(String most) throws IOException {
        server.set(MOST, most);
    }

    /** Somebody who has made one request, and may make no other, unless a minute has just ended: then the next. */
    private ApiAnswer spent(ApiOperation operation) throws IOException {
        ApiCaller viewer = ApiCaller.of(server, "viewer");
        viewer.call("GET", "/api/v1/me", new byte[0]);
        ApiAnswer answer = viewer.callExample(operation);
        return answer.status() == LIMITED ? answer : viewer.callExample(operation);
    }
}
