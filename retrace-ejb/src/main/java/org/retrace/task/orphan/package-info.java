// SPDX-License-Identifier: Apache-2.0
/** What killed servers left behind in SaveDir, in the package store and in the books, and how it is removed. */
@NullMarked
package org.retrace.task.orphan;

import org.jspecify.annotations.NullMarked;
