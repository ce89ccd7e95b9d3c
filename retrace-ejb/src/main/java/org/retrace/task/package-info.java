// SPDX-License-Identifier: Apache-2.0
/**
 * Retrace tasks: one upload and what became of it, its row (which is the queue), its claim and its directory. May
 * import everything below it; nothing imports it but the modules that serve it. See docs/ARCHITECTURE.md.
 */
@NullMarked
package org.retrace.task;

import org.jspecify.annotations.NullMarked;
