// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.retrace.process.SandboxException;

/**
 * Tells trouble of the server (no database, no connection, a full or missing disk, a sandbox that runs nothing) from
 * faults: what such trouble cut off may be tried again as often as it takes.
 */
public final class Outage {

    /** Classes of SQLSTATE: connection, insufficient resources, operator intervention, system error. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "58");

    private static final Set<String> DISK =
            Set.of("No space left on device", "Disk quota exceeded", "Stale file handle", "Input/output error");

    /** Causes of causes are looked at to this depth. */
    private static final int MAX_DEPTH = 50;

    private Outage() {}

    /** Whether such trouble stands anywhere in the chain of causes. */
    public static boolean isCauseOf(Throwable failure) {
        return isDatabaseAway(failure) || isDiskAway(failure) || hasCause(failure, SandboxException.class::isInstance);
    }

    /** Whether the database cannot be reached, or ended the connection. */
    public static boolean isDatabaseAway(Throwable failure) {
        return hasCause(failure, Outage::isOfConnection);
    }

    /** Whether the disk is full or gone. */
    public static boolean isDiskAway(Throwable failure) {
        return hasCause(failure, Outage::isOfDisk);
    }

    private static boolean hasCause(Throwable failure, Predicate<Throwable> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (kind.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOfDisk(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return DISK.stream().anyMatch(message::contains);
    }

    private static boolean isOfConnection(Throwable cause) {
        if (cause instanceof SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            return failure instanceof SQLTransientException
                    || (state.length() >= 2 && STATES.contains(state.substring(0, 2)));
        }
        // the pool's own way to say that it got none; its class is in no module of ours
        return cause.getClass().getName().startsWith("jakarta.resource.")
                || String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("ij000453");
    }
}
