// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

/**
 * One entry of a cpio archive.
 *
 * @param name as it stands there; empty in rpm's stripped format
 * @param fileIndex position in the package's file list in rpm's stripped format; -1 elsewhere
 * @param mode type and permission bits of {@code st_mode}
 * @param size bytes of content that follow; 0 for all but the last of several hard links
 * @param inode device and inode in one number: the same for hard links of one file
 */
public record CpioEntry(String name, int fileIndex, int mode, long size, long inode) {}
