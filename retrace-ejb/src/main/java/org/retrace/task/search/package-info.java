// SPDX-License-Identifier: Apache-2.0
/**
 * Search: from the beginning of a name to the tasks that have it. Each answer is a few looks into indexes, however many
 * tasks there are. Imports {@code org.retrace.task} and the package index.
 */
@NullMarked
package org.retrace.task.search;

import org.jspecify.annotations.NullMarked;
