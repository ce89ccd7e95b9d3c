// SPDX-License-Identifier: Apache-2.0
/**
 * Lists of tasks: which there are under a filter, a page at a time, newest first, however many there are. May import
 * {@code org.retrace.task}; the pages of the console ask it.
 */
@NullMarked
package org.retrace.task.list;

import org.jspecify.annotations.NullMarked;
