// SPDX-License-Identifier: Apache-2.0
/** Tasks in the JSON API, against the server that ships. */
@NullMarked
package org.retrace.api;

import org.jspecify.annotations.NullMarked;
