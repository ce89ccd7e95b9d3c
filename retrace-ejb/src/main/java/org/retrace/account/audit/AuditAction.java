// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.audit;

/** What people do that is kept in the audit. */
public enum AuditAction {
    SIGNED_IN("signed in"),
    SIGNED_OUT("signed out"),
    TOKEN_MADE("made a token"),
    TOKEN_REVOKED("revoked a token"),
    PERSON_DISABLED("disabled a person"),
    PERSON_ENABLED("enabled a person"),
    PERSON_LINKED("linked two persons"),
    ROLES_CHANGED("came with other roles"),
    SYNC_BEGUN("began to sync a release"),
    RELEASE_TURNED("gave a release to the clock, or took it away"),
    PACKAGES_INDEXED("indexed packages"),
    TASK_MADE("uploaded a crash"),
    TASK_CHANGED("changed a task"),
    TASK_STARTED("started a task"),
    TASK_RESTARTED("restarted a task"),
    TASK_CANCELLED("cancelled a task"),
    TASK_DELETED("deleted a task");

    private final String words;

    AuditAction(String words) {
        this.words = words;
    }

    /** What somebody did, as a sentence goes on behind their name. */
    public String words() {
        return words;
    }
}
