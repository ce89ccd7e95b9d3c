// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

/** What an entry of an archive is. */
public enum EntryKind {
    FILE,
    DIRECTORY,
    SYMLINK,
    HARD_LINK,
    DEVICE,
    OTHER
}
