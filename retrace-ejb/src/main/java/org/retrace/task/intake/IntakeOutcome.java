// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

/** What became of an upload. */
public sealed interface IntakeOutcome {

    /**
     * The task's row is committed; it will end, whatever happens.
     *
     * @param taskId the new task
     * @param password what opens it
     */
    record Accepted(long taskId, String password) implements IntakeOutcome {}

    /**
     * Nothing of the upload is left.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements IntakeOutcome {}
}
