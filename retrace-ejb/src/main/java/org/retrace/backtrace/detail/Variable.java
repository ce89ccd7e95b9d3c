// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

/**
 * An argument or local variable.
 *
 * @param name as in the source
 * @param value as the debugger prints it, {@code <optimized out>} among others; a longer one is cut and ends with
 *     {@code ...}
 */
public record Variable(String name, String value) {}
