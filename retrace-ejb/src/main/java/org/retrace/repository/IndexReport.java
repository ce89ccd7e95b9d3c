// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

/**
 * What one indexing of a directory did, in packages.
 *
 * @param indexed new or changed
 * @param unchanged known already
 * @param removed whose file is gone
 * @param refused not taken
 */
public record IndexReport(int indexed, int unchanged, int removed, int refused) {}
