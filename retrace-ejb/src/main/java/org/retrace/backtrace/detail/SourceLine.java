// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import java.util.OptionalInt;

/**
 * A place in a source file.
 *
 * @param file as the compiler named it
 * @param line from 1; empty where only the file is known
 */
public record SourceLine(String file, OptionalInt line) {}
