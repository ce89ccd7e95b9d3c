// SPDX-License-Identifier: Apache-2.0
/** How the files of an upload are written. Imports nothing of ours. */
@NullMarked
package org.retrace.task.intake.file;

import org.jspecify.annotations.NullMarked;
