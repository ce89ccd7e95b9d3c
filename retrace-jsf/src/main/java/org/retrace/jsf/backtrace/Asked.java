// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

/**
 * The part of a backtrace that an address asks for.
 *
 * @param thread number of a thread that is to be open; 0 for none
 * @param from its first frame that is to be shown
 */
public record Asked(int thread, int from) {

    /** No part more than others. */
    public static final Asked NOTHING = new Asked(0, 0);

    /** Reads what an address brings; anything but numbers asks for nothing. */
    public static Asked of(String thread, String from) {
        return new Asked(number(thread), number(from));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** The first frame that is to be shown of a thread. */
    int from(int number) {
        return number == thread ? from : 0;
    }
}
