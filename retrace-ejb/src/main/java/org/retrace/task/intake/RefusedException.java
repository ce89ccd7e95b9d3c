// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

/** Ends the unpacking of an upload that is refused; becomes a value again at the border of this package. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.sentence());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
