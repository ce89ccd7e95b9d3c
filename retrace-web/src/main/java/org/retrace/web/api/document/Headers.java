// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.document;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Headers that answers share. */
final class Headers {

    private Headers() {}

    /** Refers an answer to headers among the components. */
    static void add(APIResponse answer, String... names) {
        for (String name : names) {
            answer.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
        }
    }
}
