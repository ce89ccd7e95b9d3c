// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.sql.SQLException;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/**
 * Records of people, for those who come but in a test's thoughts; and the accounts of the first start, who did come.
 */
record PersonTable(ServerHome server) {

    /** Lets an account of the first start come once, so that it has a record; gives its number. */
    int come(String account) throws IOException {
        var answer = ApiClient.of(server, account).get("/api/v1/me");
        if (answer.status() != 200) {
            throw new AssertionError(account + " did not get in: " + answer.status());
        }
        return answer.json().getInt("id");
    }

    /** Somebody with one identity; texts are SQL expressions. */
    int add(String name, String mail, String issuer, String account, String roles) throws IOException, SQLException {
        var id = server.number(
                "insert into person (display_name, mail) values (" + name + ", " + mail + ") returning id");
        server.execute("insert into person_identity (person_id, issuer, subject, name, roles) values (" + id + ", "
                + issuer + ", " + account + " || '-subject', " + account + ", " + roles + ")");
        return id;
    }

    /** A person of that name with an embedded account. */
    int add(String name) throws IOException, SQLException {
        return add("'" + name + "'", "null", "'embedded'", "'" + name + "'", "'viewer'");
    }

    /** A token of somebody's that counts and that nobody knows. */
    int token(int person, String name) throws IOException, SQLException {
        return server.number("insert into access_token (identity_id, name, hash, roles, expires_at) select id, '" + name
                + "', sha256(gen_random_uuid()::text::bytea), 'viewer', now() + interval '90 d' from person_identity "
                + "where person_id = " + person + " order by id limit 1 returning id");
    }
}
