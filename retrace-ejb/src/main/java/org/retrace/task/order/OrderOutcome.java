// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.order;

import java.util.Map;
import org.retrace.task.RetraceTask;

/** What became of an order. */
public sealed interface OrderOutcome {

    /**
     * It is done.
     *
     * @param task as it is now
     */
    record Done(RetraceTask task) implements OrderOutcome {}

    /** There is no such task, or none that whoever asks may see. */
    record NoTask() implements OrderOutcome {}

    /**
     * The task is in no state for it.
     *
     * @param reason a sentence for people
     */
    record NotNow(String reason) implements OrderOutcome {}

    /** Somebody changed the task since whoever asks read it. */
    record Changed() implements OrderOutcome {}

    /**
     * What is wanted cannot be kept.
     *
     * @param errors by field, what is wrong with it
     */
    record Invalid(Map<String, String> errors) implements OrderOutcome {

        /** Takes its own copy. */
        public Invalid {
            errors = Map.copyOf(errors);
        }
    }
}
