// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

/** What an uploader asks for; the codes are those of {@code X-Task-Type}. */
public enum TaskType {
    RETRACE(0),
    DEBUG(1),
    VMCORE(2),
    INTERACTIVE(3),
    VMCORE_INTERACTIVE(4);

    private final int code;

    TaskType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isInteractive() {
        return this == INTERACTIVE || this == VMCORE_INTERACTIVE;
    }

    public boolean isVmcore() {
        return this == VMCORE || this == VMCORE_INTERACTIVE;
    }

    /** The type of a code; an unknown one counts as {@link #RETRACE}. */
    public static TaskType ofCode(long code) {
        for (TaskType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return RETRACE;
    }
}
