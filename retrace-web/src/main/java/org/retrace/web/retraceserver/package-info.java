// SPDX-License-Identifier: Apache-2.0
/** The classic retrace-server interface, byte for byte; specified by docs/api/retrace-http.md. */
@NullMarked
package org.retrace.web.retraceserver;

import org.jspecify.annotations.NullMarked;
