// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import java.security.SecureRandom;

/** Numbers and passwords of new tasks, from the system's cryptographic source. */
final class TaskIds {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final SecureRandom random = new SecureRandom();

    /** A number of exactly this many decimal digits. */
    long nextId(int digits) {
        long lowest = (long) Math.pow(10, digits - 1);
        return lowest + random.nextLong(9 * lowest);
    }

    /** This many characters of {@code [a-zA-Z0-9]}. */
    String nextPassword(int characters) {
        return random.ints(characters, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .reduce("", String::concat);
    }
}
