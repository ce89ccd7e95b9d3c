// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

/**
 * How much is here of a release.
 *
 * @param names different names of packages
 * @param packages their versions, each a file
 * @param bytes of those files
 */
public record Holding(long repositories, long names, long packages, long bytes) {

    public static final Holding NOTHING = new Holding(0, 0, 0, 0);
}
