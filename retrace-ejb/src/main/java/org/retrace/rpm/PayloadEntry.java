// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/**
 * One entry of a payload, matched with the header's file list.
 *
 * @param file what the header says of it
 * @param contentBytes bytes of content that follow; 0 for all but the last of several hard links
 * @param inode the same for hard links of one file
 */
public record PayloadEntry(RpmFile file, long contentBytes, long inode) {}
