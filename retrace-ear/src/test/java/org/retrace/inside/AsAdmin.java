// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.function.Supplier;

/** Asks beans that people ask, as an administrator. */
@Stateless
@RunAs("admin")
@PermitAll
public class AsAdmin {

    /** What was asked for. */
    public <T> T ask(Supplier<T> question) {
        return question.get();
    }
}
