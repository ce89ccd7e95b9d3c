// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.upload;

import java.io.IOException;

/** A form that is not one file. */
public final class FormException extends IOException {

    private static final long serialVersionUID = 1L;

    FormException(String reason) {
        super(reason);
    }

    FormException(Exception cause) {
        super(
                "the form cannot be read: its parts do not stand between the boundaries that its Content-Type names, or"
                        + " their headers are too long",
                cause);
    }
}
