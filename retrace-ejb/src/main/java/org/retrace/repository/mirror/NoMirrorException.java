// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Why no mirror of a list gave what was asked: the reasons of all, in their order. */
public final class NoMirrorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<MirrorException> failures;

    NoMirrorException(String what, List<MirrorException> failures) {
        super(failures.stream()
                .map(Throwable::getMessage)
                .collect(Collectors.joining("; ", "no mirror has " + what + ": ", "")));
        this.failures = List.copyOf(failures);
        failures.forEach(this::addSuppressed);
    }

    /** One of each mirror. */
    public List<MirrorException> failures() {
        return failures;
    }
}
