// SPDX-License-Identifier: Apache-2.0
/** What the OpenAPI document promises, held against the server that ships. */
@NullMarked
package org.retrace.openapi;

import org.jspecify.annotations.NullMarked;
