// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.administration;

/**
 * Two persons turned out to be one: what was the second's is the first's, in the same transaction.
 *
 * @param kept who stays
 * @param gone whose record goes
 */
public record PersonsLinked(long kept, long gone) {}
