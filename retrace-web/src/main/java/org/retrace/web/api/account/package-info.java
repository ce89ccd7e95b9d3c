// SPDX-License-Identifier: Apache-2.0
/** Who asks, in the JSON API: their record, their roles, their tokens. */
@NullMarked
package org.retrace.web.api.account;

import org.jspecify.annotations.NullMarked;
