// SPDX-License-Identifier: Apache-2.0
/**
 * How an upload becomes a task: the archive is unpacked while it arrives, checked against the classic interface's list,
 * adopted as a directory and committed as a row. Specified by the classic HTTP interface; see docs/ARCHITECTURE.md.
 */
@NullMarked
package org.retrace.task.intake;

import org.jspecify.annotations.NullMarked;
