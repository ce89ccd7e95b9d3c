// SPDX-License-Identifier: Apache-2.0
/** What all resources of the JSON API share. */
@NullMarked
package org.retrace.web.api;

import org.jspecify.annotations.NullMarked;
