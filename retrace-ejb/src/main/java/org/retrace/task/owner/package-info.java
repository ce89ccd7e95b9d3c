// SPDX-License-Identifier: Apache-2.0
/** Whose tasks are, and who may see them. */
@NullMarked
package org.retrace.task.owner;

import org.jspecify.annotations.NullMarked;
