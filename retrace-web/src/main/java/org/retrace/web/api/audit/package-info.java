// SPDX-License-Identifier: Apache-2.0
/** The audit in the JSON API. */
@NullMarked
package org.retrace.web.api.audit;

import org.jspecify.annotations.NullMarked;
