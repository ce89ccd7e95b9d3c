// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

/** A text that tasks have in common, by which lists are filtered. */
public enum TaskTerm {
    /** The package's name, alone or with version, release and architecture. */
    PACKAGE,
    /** The operating system, as the crashed machine called it. */
    RELEASE,
    /** The crash signature, or its {@linkplain SignatureKey key}. */
    SIGNATURE,
    /** A function of the crashed thread, by its full name. */
    FUNCTION,
    /** The build-id of a module, whole. */
    BUILD_ID
}
