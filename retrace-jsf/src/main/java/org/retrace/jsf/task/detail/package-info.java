// SPDX-License-Identifier: Apache-2.0
/**
 * The page of one task: what crashed, where the task stands, its backtrace, modules, log, files and history. May import
 * the domain in retrace-ejb and {@code org.retrace.jsf.backtrace}; holds no query.
 */
@NullMarked
package org.retrace.jsf.task.detail;

import org.jspecify.annotations.NullMarked;
