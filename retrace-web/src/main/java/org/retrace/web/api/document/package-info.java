// SPDX-License-Identifier: Apache-2.0
/** What the OpenAPI document at /openapi says of all operations alike; knows every resource. See docs/adr/0023. */
@NullMarked
package org.retrace.web.api.document;

import org.jspecify.annotations.NullMarked;
