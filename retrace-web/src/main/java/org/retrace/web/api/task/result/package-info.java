// SPDX-License-Identifier: Apache-2.0
/** What tasks leave, in the JSON API: backtrace, log, modules, files. */
@NullMarked
package org.retrace.web.api.task.result;

import org.jspecify.annotations.NullMarked;
