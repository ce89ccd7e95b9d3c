// SPDX-License-Identifier: Apache-2.0
/** Packages of the index in the JSON API. */
@NullMarked
package org.retrace.web.api.packages;

import org.jspecify.annotations.NullMarked;
