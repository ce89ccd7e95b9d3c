// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

/** A configuration that cannot be used: it stops the deployment. */
public final class BadSettingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadSettingException(String reason) {
        super(reason);
    }
}
