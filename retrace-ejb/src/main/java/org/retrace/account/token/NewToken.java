// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

/** What became of a wish for a token. */
public sealed interface NewToken {

    /**
     * It is there.
     *
     * @param text what opens it; nobody can find it out again
     */
    record Made(AccessToken token, String text) implements NewToken {}

    /**
     * It was not granted.
     *
     * @param field what of the wish is wrong: name, roles or validDays; empty when it is none of these
     * @param reason a sentence that says what would be
     */
    record Refused(String field, String reason) implements NewToken {}
}
