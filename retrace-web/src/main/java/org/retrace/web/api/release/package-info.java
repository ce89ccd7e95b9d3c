// SPDX-License-Identifier: Apache-2.0
/** Releases of distributions in the JSON API. */
@NullMarked
package org.retrace.web.api.release;

import org.jspecify.annotations.NullMarked;
