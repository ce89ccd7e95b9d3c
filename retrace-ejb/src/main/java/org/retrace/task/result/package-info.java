// SPDX-License-Identifier: Apache-2.0
/**
 * What tasks leave, to whoever may see them, and what becomes of tasks while somebody follows them. Imports
 * {@code org.retrace.task}, its journal, its lists and its owners.
 */
@NullMarked
package org.retrace.task.result;

import org.jspecify.annotations.NullMarked;
