// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/** An OpenPGP signature of a package. */
public final class RpmSignature {

    private final Scope scope;
    private final byte[] packet;

    /** @param packet the signature packet, binary */
    RpmSignature(Scope scope, byte[] packet) {
        this.scope = scope;
        this.packet = packet.clone();
    }

    /** What a signature covers. */
    public enum Scope {
        /** The main header; the payload by the digest that stands in it. */
        HEADER,
        /** The main header and the compressed payload behind it. */
        HEADER_AND_PAYLOAD
    }

    public Scope scope() {
        return scope;
    }

    /** The signature packet, binary; a copy. */
    public byte[] packet() {
        return packet.clone();
    }
}
