// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.debuginfo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is done to the files of a package before others see them. */
public interface Preparation {

    /** Nothing. */
    Preparation NONE = (tree, scratch) -> List.of();

    /**
     * Does it. No file becomes another one: each keeps its name, its build-id, and what it says.
     *
     * @param tree the package's files, which are nobody else's yet
     * @param scratch an empty directory on the same file system, whose content is the caller's to remove
     * @return what could not be done and why, a sentence each; the files are then as they were unpacked
     * @throws IOException when the disk fails
     */
    List<String> prepare(Path tree, Path scratch) throws IOException;
}
