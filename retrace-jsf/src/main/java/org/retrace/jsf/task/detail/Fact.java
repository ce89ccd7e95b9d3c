// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

/**
 * A line of a list of words and values.
 *
 * @param word what it is
 * @param value what is known
 */
public record Fact(String word, String value) {}
