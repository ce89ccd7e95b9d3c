// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;

/** Why a mirror did not give what was asked; its message is a sentence for people that names the mirror. */
public final class MirrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_REASON = 300;

    private final String address;
    private final String reason;
    private final boolean answered;

    MirrorException(String address, String reason, boolean answered) {
        super(address + ": " + cleaned(reason));
        this.address = address;
        this.reason = cleaned(reason);
        this.answered = answered;
    }

    /** The mirror's. */
    public String address() {
        return address;
    }

    /** Without the mirror. */
    public String reason() {
        return reason;
    }

    /** Whether the mirror answered at all, so that it may have other files. */
    public boolean answered() {
        return answered;
    }

    /** Fit to be shown: a mirror's own words may be quoted in it. */
    private static String cleaned(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MOST_REASON ? line.substring(0, MOST_REASON) + "..." : line;
    }
}
