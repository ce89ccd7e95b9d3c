// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stage of a retrace, in order of life; its sentence is the one the classic clients know. */
public enum TaskStep {
    IDENTIFY("Analyzing crash data"),
    RESOLVE("Preparing environment for backtrace generation"),
    ASSEMBLE("Preparing environment for backtrace generation"),
    DEBUG("Generating backtrace"),
    SIGN("Saving crash statistics"),
    PUBLISH("Finishing task"),
    CLEAN("Cleaning environment after backtrace generation");

    /** Unpacking hundreds of packages of a large program for the first time takes minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final String sentence;

    TaskStep(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    /** Longest time it may take; null for the debugger, which has what is left of the task's time. */
    public @Nullable Duration limit() {
        return this == DEBUG ? null : LONGEST;
    }

    /** As the job XML spells it. */
    public String jobStepName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The step of a job whose XML spells it in lower case. */
    public static TaskStep of(String jobStepName) {
        return valueOf(jobStepName.toUpperCase(Locale.ROOT));
    }
}
