// SPDX-License-Identifier: Apache-2.0
/**
 * The task's row as the queue: positions, claims, leases. Everything here is a statement of PostgreSQL, the one
 * coordinator of all nodes; who looks for work, and when, is the batch module's business. See ADR 5.
 */
@NullMarked
package org.retrace.task.queue;

import org.jspecify.annotations.NullMarked;
