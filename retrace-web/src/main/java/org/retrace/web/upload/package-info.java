// SPDX-License-Identifier: Apache-2.0
/** Uploads of crashes, as all interfaces take them: their forms, and what is checked before a byte is read. */
@NullMarked
package org.retrace.web.upload;

import org.jspecify.annotations.NullMarked;
