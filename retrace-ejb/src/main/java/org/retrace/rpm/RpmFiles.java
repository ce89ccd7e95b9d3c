// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.util.ArrayList;
import java.util.List;
import org.retrace.bytes.FormatException;

/** Reads the file list of a main header, in the form of today and in that of rpm 3. */
final class RpmFiles {

    private static final String FORMAT = "RPM file list";

    private RpmFiles() {}

    static List<RpmFile> of(RpmHeader header) throws FormatException {
        List<String> paths = paths(header);
        long[] modes = header.numbers(RpmTag.RPMTAG_FILEMODES);
        long[] sizes = header.numbers(
                header.has(RpmTag.RPMTAG_LONGFILESIZES) ? RpmTag.RPMTAG_LONGFILESIZES : RpmTag.RPMTAG_FILESIZES);
        List<String> links = header.texts(RpmTag.RPMTAG_FILELINKTOS);
        if (modes.length != paths.size() || sizes.length != paths.size() || links.size() != paths.size()) {
            throw new FormatException(FORMAT, header.start(), "lists of different lengths");
        }
        List<RpmFile> files = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            if (sizes[i] < 0) {
                throw new FormatException(FORMAT, header.start(), "a file of more than 2^63 bytes");
            }
            files.add(new RpmFile(paths.get(i), (int) modes[i], sizes[i], links.get(i)));
        }
        return files;
    }

    private static List<String> paths(RpmHeader header) throws FormatException {
        if (header.has(RpmTag.RPMTAG_OLDFILENAMES)) {
            return header.texts(RpmTag.RPMTAG_OLDFILENAMES);
        }
        List<String> names = header.texts(RpmTag.RPMTAG_BASENAMES);
        List<String> directories = header.texts(RpmTag.RPMTAG_DIRNAMES);
        long[] indexes = header.numbers(RpmTag.RPMTAG_DIRINDEXES);
        if (indexes.length != names.size()) {
            throw new FormatException(FORMAT, header.start(), "lists of different lengths");
        }
        List<String> paths = new ArrayList<>(names.size());
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] >= directories.size()) {
                throw new FormatException(FORMAT, header.start(), "a file in no directory");
            }
            paths.add(directories.get((int) indexes[i]) + names.get(i));
        }
        return paths;
    }
}
