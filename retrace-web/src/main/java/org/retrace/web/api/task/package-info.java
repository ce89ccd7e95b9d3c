// SPDX-License-Identifier: Apache-2.0
/** Tasks in the JSON API. */
@NullMarked
package org.retrace.web.api.task;

import org.jspecify.annotations.NullMarked;
