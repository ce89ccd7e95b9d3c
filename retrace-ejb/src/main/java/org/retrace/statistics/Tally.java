// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

/**
 * How tasks ended.
 *
 * @param success with nothing missing
 * @param incomplete as a success that lacks something
 */
public record Tally(int success, int incomplete, int failure) {

    public int all() {
        return success + incomplete + failure;
    }
}
