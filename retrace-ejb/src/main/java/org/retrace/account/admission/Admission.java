// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

/** Whether somebody who has shown who they are gets in. */
public enum Admission {
    ADMITTED,
    /** An administrator has disabled them. */
    DISABLED,
    /** Their identity provider gives them no role here. */
    WITHOUT_ROLE,
    /** What they may do has changed since they signed in. */
    CHANGED
}
