// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/**
 * One file of a package, as its header lists it.
 *
 * @param path absolute
 * @param mode type and permission bits of {@code st_mode}
 * @param sizeBytes of its content
 * @param linkTarget of a symbolic link; empty for everything else
 * @param inode the same for hard links of one file, device included; 0 when the header does not tell
 */
public record RpmFile(String path, int mode, long sizeBytes, String linkTarget, long inode) {

    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFDIR = 0040000;
    private static final int ANY_EXECUTE = 0111;

    public boolean isRegular() {
        return (mode & S_IFMT) == S_IFREG;
    }

    public boolean isSymlink() {
        return (mode & S_IFMT) == S_IFLNK;
    }

    public boolean isDirectory() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    public boolean isExecutable() {
        return (mode & ANY_EXECUTE) != 0;
    }
}
