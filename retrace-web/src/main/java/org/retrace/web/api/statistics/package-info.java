// SPDX-License-Identifier: Apache-2.0
/** Figures in the JSON API. */
@NullMarked
package org.retrace.web.api.statistics;

import org.jspecify.annotations.NullMarked;
