// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

/**
 * The dwz file that holds the DWARF a debuginfo file shares with others (.gnu_debugaltlink).
 *
 * @param path as written: absolute, or relative to the directory of the debuginfo file
 * @param buildId of the dwz file
 */
public record AltLink(String path, BuildId buildId) {}
