// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.overview;

/**
 * Something that somebody must see to.
 *
 * @param what is the matter
 * @param remedy what helps
 * @param command what to type for it; empty when nothing
 */
public record Concern(String what, String remedy, String command) {}
