// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits.
 *
 * @param first any of them
 * @param bits how many bits they share
 */
public record AddressBlock(InetAddress first, int bits) {

    /** Only what is written as an address: a name would be asked of the network. */
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

    /** An address, or a block as {@code 192.0.2.0/24}; empty when the text is neither. */
    public static Optional<AddressBlock> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        Optional<InetAddress> address = written.matches() ? address(written.group(1)) : Optional.empty();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int all = address.get().getAddress().length * Byte.SIZE;
        int bits = written.group(2) == null ? all : Integer.parseInt(written.group(2));
        return bits <= all ? Optional.of(new AddressBlock(address.get(), bits)) : Optional.empty();
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether a written address is one of them. */
    public boolean contains(String address) {
        return parse(address).filter(other -> sharesBits(other.first)).isPresent();
    }

    private boolean sharesBits(InetAddress other) {
        byte[] ours = first.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        int all = first.getAddress().length * Byte.SIZE;
        return first.getHostAddress() + (bits == all ? "" : "/" + bits);
    }
}
