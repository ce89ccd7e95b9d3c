// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The lines gdb echoes between its answers, which no coredump can know beforehand.
 *
 * @param prefix how all of one run's begin
 */
record GdbMarks(String prefix) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static GdbMarks random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new GdbMarks("[retrace " + HexFormat.of().formatHex(bytes) + " ");
    }

    String begin(int index) {
        return prefix + "begin " + index + "]";
    }

    /** Follows the command that selects the part's thread. */
    String selected(int index) {
        return prefix + "selected " + index + "]";
    }

    /** Precedes a record of the script beside gdb, which has it from the environment. */
    String record() {
        return prefix + "record] ";
    }

    String done() {
        return prefix + "done]";
    }
}
