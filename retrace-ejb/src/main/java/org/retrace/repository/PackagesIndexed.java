// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

/**
 * The event that packages can be found from now on, fired in the transaction that puts them into the index.
 *
 * @param count how many
 */
public record PackagesIndexed(int count) {}
