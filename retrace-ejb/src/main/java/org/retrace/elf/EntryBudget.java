// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * What is left of {@link Limits#entries()} for all tables of one input together: many small tables that point to one
 * another's bytes cost no more than one big one. Not for concurrent use.
 */
public final class EntryBudget {

    private final Limits limits;
    private long left;

    public EntryBudget(Limits limits) {
        this.limits = limits;
        this.left = limits.entries();
    }

    /** The limits this budget was made from. */
    public Limits limits() {
        return limits;
    }

    /**
     * Takes entries off; what is overdrawn once stays overdrawn.
     *
     * @param claimed an unsigned count as the input gives it
     * @return the count
     * @throws FormatException when it is more than is left
     */
    public int spend(String format, long offset, long claimed) throws FormatException {
        int count = limits.checkedEntries(format, offset, claimed);
        left -= count;
        if (left < 0) {
            throw new FormatException(format, offset, "has more than " + limits.entries() + " entries in all");
        }
        return count;
    }
}
