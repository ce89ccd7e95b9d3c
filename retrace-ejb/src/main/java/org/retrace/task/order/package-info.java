// SPDX-License-Identifier: Apache-2.0
/** What people do to tasks: upload, note, start, restart, cancel, delete; who may, and the audit of it. */
@NullMarked
package org.retrace.task.order;

import org.jspecify.annotations.NullMarked;
