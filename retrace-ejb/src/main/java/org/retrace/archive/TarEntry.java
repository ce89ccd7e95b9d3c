// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

/**
 * One entry of a tar archive, as the archive claims it.
 *
 * @param name as it stands there, with any directories
 * @param kind what it is
 * @param size of its content in bytes, holes of sparse files counted
 * @param linkTarget of links; empty for everything else
 */
public record TarEntry(String name, EntryKind kind, long size, String linkTarget) {}
