// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/**
 * An OpenPGP signature of a package.
 *
 * @param scope which bytes it signs
 * @param packet the signature packet, binary
 */
public record RpmSignature(Scope scope, byte[] packet) {

    /** What a signature covers. */
    public enum Scope {
        /** The main header; the payload by the digest that stands in it. */
        HEADER,
        /** The main header and the compressed payload behind it. */
        HEADER_AND_PAYLOAD
    }

    /** Copies the packet. */
    public RpmSignature {
        packet = packet.clone();
    }

    @Override
    public byte[] packet() {
        return packet.clone();
    }
}
