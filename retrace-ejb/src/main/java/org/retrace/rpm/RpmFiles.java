// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.util.ArrayList;
import java.util.List;
import org.retrace.bytes.FormatException;

/** The file list of a main header, in the form of today and in that of rpm 3. */
final class RpmFiles {

    private static final String FORMAT = "RPM file list";

    private final RpmHeader header;

    private RpmFiles(RpmHeader header) {
        this.header = header;
    }

    static List<RpmFile> of(RpmHeader header) throws FormatException {
        return new RpmFiles(header).files();
    }

    private List<RpmFile> files() throws FormatException {
        List<String> paths = paths();
        int count = paths.size();
        long[] modes = numbers(RpmTag.RPMTAG_FILEMODES, count);
        long[] sizes = numbers(
                header.has(RpmTag.RPMTAG_LONGFILESIZES) ? RpmTag.RPMTAG_LONGFILESIZES : RpmTag.RPMTAG_FILESIZES, count);
        long[] inodes = inodes(count);
        List<String> links = header.texts(RpmTag.RPMTAG_FILELINKTOS);
        if (links.size() != count) {
            throw broken("lists of different lengths");
        }
        List<RpmFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (sizes[i] < 0) {
                throw broken("a file of more than 2^63 bytes");
            }
            files.add(new RpmFile(paths.get(i), (int) modes[i], sizes[i], links.get(i), inodes[i]));
        }
        return files;
    }

    private List<String> paths() throws FormatException {
        if (header.has(RpmTag.RPMTAG_OLDFILENAMES)) {
            return header.texts(RpmTag.RPMTAG_OLDFILENAMES);
        }
        List<String> names = header.texts(RpmTag.RPMTAG_BASENAMES);
        List<String> directories = header.texts(RpmTag.RPMTAG_DIRNAMES);
        long[] indexes = numbers(RpmTag.RPMTAG_DIRINDEXES, names.size());
        List<String> paths = new ArrayList<>(names.size());
        long characters = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] < 0 || indexes[i] >= directories.size()) {
                throw broken("a file in no directory");
            }
            String directory = directories.get((int) indexes[i]);
            characters += directory.length() + names.get(i).length();
            header.limits().checkedRecordBytes(FORMAT, header.start(), characters);
            paths.add(directory + names.get(i));
        }
        return paths;
    }

    /** Device and inode in one number, not negative. */
    private long[] inodes(int count) throws FormatException {
        if (!header.has(RpmTag.RPMTAG_FILEINODES) || !header.has(RpmTag.RPMTAG_FILEDEVICES)) {
            return new long[count];
        }
        long[] inodes = numbers(RpmTag.RPMTAG_FILEINODES, count);
        long[] devices = numbers(RpmTag.RPMTAG_FILEDEVICES, count);
        for (int i = 0; i < count; i++) {
            inodes[i] = (devices[i] << 32 | inodes[i]) & Long.MAX_VALUE;
        }
        return inodes;
    }

    private long[] numbers(int tag, int count) throws FormatException {
        long[] numbers = header.numbers(tag);
        if (numbers.length != count) {
            throw broken("lists of different lengths");
        }
        return numbers;
    }

    private FormatException broken(String reason) {
        return new FormatException(FORMAT, header.start(), reason);
    }
}
