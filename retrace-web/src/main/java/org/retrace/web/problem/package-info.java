// SPDX-License-Identifier: Apache-2.0
/** Exceptions as answers: one table from type to status, plain text for the classic interface, RFC 9457 for the API. */
@NullMarked
package org.retrace.web.problem;

import org.jspecify.annotations.NullMarked;
