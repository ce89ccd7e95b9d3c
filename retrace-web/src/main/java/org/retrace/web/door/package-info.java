// SPDX-License-Identifier: Apache-2.0
/** Who asks: credentials that come with requests, and how many requests each may make. */
@NullMarked
package org.retrace.web.door;

import org.jspecify.annotations.NullMarked;
