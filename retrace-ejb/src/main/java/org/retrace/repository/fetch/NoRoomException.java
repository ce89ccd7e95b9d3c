// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import java.io.IOException;

/** So little is free in RepoDir that nothing more is fetched; its message is a sentence for the administrator. */
public final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }
}
