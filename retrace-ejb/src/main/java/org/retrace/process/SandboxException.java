// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.IOException;

/** Trouble of this machine: its sandbox does not run programs, whatever they are given. */
public final class SandboxException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param reason what the system says, for the administrator */
    public SandboxException(String reason) {
        super("the sandbox runs no debugger: " + reason);
    }
}
