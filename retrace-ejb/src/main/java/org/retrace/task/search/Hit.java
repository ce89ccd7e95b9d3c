// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

/**
 * One name that was found.
 *
 * @param text the name in full
 * @param about what else is known of it; empty when nothing
 * @param tasks how many tasks have it; counted no further than {@link TaskSearch#COUNTED}
 */
public record Hit(String text, String about, int tasks) {}
