// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import java.util.HashMap;
import java.util.Map;

/**
 * The places for bodies under way. One address has a quarter of them at most, so that it cannot keep all others out;
 * this machine's own, where a proxy speaks for everybody, has them all.
 */
final class BodyPlaces {

    private final int places;
    private final Map<String, Integer> taken = new HashMap<>();
    private int total;

    BodyPlaces(int places) {
        this.places = places;
    }

    /** Whether there was a place left for this address; whoever took one gives it back. */
    synchronized boolean take(String address) {
        int own = taken.getOrDefault(address, 0);
        if (total == places || (own >= places / 4 && !isLoopback(address))) {
            return false;
        }
        taken.put(address, own + 1);
        total++;
        return true;
    }

    synchronized void giveBack(String address) {
        taken.computeIfPresent(address, (key, own) -> own == 1 ? null : own - 1);
        total--;
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }
}
