// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import java.io.IOException;

/** A client sends so slowly that the thread which waits for it is better used for others. */
public final class SlowClientException extends IOException {

    private static final long serialVersionUID = 1L;

    SlowClientException() {
        super("the client sends too slowly");
    }
}
