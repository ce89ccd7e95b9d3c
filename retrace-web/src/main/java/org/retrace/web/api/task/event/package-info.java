// SPDX-License-Identifier: Apache-2.0
/** What happens to a task as server-sent events: see {@code docs/api/events.md}. */
@NullMarked
package org.retrace.web.api.task.event;

import org.jspecify.annotations.NullMarked;
