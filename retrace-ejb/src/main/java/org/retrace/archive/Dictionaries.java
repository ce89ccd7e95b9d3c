// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.tukaani.xz.ArrayCache;

/**
 * Dictionaries that the decoders of one upload use one after the other: each block and each concatenated stream has a
 * decoder of its own, and a dictionary of 64 MiB takes far longer to make than the few bytes that may claim it to
 * decode.
 */
final class Dictionaries extends ArrayCache {

    /** What is no larger is as quickly made anew. */
    private static final int SMALL_BYTES = 1 << 16;

    private final int most;
    private final Deque<byte[]> kept = new ArrayDeque<>();

    /** @param most decoders at once */
    Dictionaries(int most) {
        this.most = most;
    }

    /** One that is kept and too small is forgotten, so that there are never more of them than decoders. */
    @Override
    public synchronized byte[] getByteArray(int size, boolean fillWithZeros) {
        if (size > SMALL_BYTES && !kept.isEmpty()) {
            byte[] array = kept.pop();
            if (array.length >= size) {
                Arrays.fill(array, 0, fillWithZeros ? size : 0, (byte) 0);
                return array;
            }
        }
        return new byte[size];
    }

    @Override
    public synchronized void putArray(byte[] array) {
        if (array.length > SMALL_BYTES && kept.size() < most) {
            kept.push(array);
        }
    }
}
