// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.function.Supplier;

/** Asks beans that people ask, as somebody with the role debugger. */
@Stateless
@RunAs("debugger")
@PermitAll
public class AsDebugger {

    /** What was asked for. */
    public <T> T ask(Supplier<T> question) {
        return question.get();
    }
}
