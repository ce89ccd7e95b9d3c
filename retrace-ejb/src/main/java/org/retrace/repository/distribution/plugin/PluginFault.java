// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

/**
 * Something in a plugin's file that must be changed.
 *
 * @param file as people find it
 * @param line from 1; 0 where it is about the whole file
 * @param column from 1; 0 where it is about the whole file
 * @param field the way to it, such as {@code repos[2].mirrors[1]}; empty where there is none
 * @param reason what is wrong, and what is allowed instead
 */
public record PluginFault(String file, int line, int column, String field, String reason) {

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line + ":" + column) + ": " + (field.isEmpty() ? "" : field + ": ")
                + reason;
    }
}
