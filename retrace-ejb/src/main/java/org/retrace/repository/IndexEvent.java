// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.nio.file.Path;

/** Something that happened to one package while a directory was indexed. */
public sealed interface IndexEvent {

    /**
     * It can be found from now on.
     *
     * @param nevra its full name
     */
    record Indexed(String nevra) implements IndexEvent {}

    /**
     * It is not in the index.
     *
     * @param file the package
     * @param reason why, for an administrator
     */
    record Refused(Path file, String reason) implements IndexEvent {}

    /**
     * Its file is gone, and so is it from the index.
     *
     * @param file the package
     */
    record Removed(Path file) implements IndexEvent {}
}
