// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.util.List;

/** The names of the roles, as identity providers and annotations spell them. None contains another. */
public final class Role {

    /** Keeps the server: repositories, people. */
    public static final String ADMIN = "admin";

    /** Works on problems and reviews hooks. */
    public static final String CORE_DEV = "core-dev";

    /** Sees and drives every task. */
    public static final String DEBUGGER = "debugger";

    /** Sees packages, repositories and the tasks of their own. */
    public static final String VIEWER = "viewer";

    /** All of them, the mightiest first. */
    public static final List<String> ALL = List.of(ADMIN, CORE_DEV, DEBUGGER, VIEWER);

    private Role() {}
}
