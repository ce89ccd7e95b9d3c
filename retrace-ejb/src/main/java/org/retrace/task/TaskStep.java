// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

/** A stage of a retrace, in order of life; its sentence is the one the classic clients know. */
public enum TaskStep {
    IDENTIFY("Analyzing crash data"),
    RESOLVE("Preparing environment for backtrace generation"),
    ASSEMBLE("Preparing environment for backtrace generation"),
    DEBUG("Generating backtrace"),
    SIGN("Saving crash statistics"),
    PUBLISH("Finishing task"),
    CLEAN("Cleaning environment after backtrace generation");

    private final String sentence;

    TaskStep(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    /** The step of a job whose XML spells it in lower case. */
    public static TaskStep of(String jobStepName) {
        return valueOf(jobStepName.toUpperCase(java.util.Locale.ROOT));
    }
}
