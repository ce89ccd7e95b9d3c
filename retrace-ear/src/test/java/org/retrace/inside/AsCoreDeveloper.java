// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.function.Supplier;

/** Asks beans that people ask, as a core developer. */
@Stateless
@RunAs("core-dev")
@PermitAll
public class AsCoreDeveloper {

    /** What was asked for. */
    public <T> T ask(Supplier<T> question) {
        return question.get();
    }
}
