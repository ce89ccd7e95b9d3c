// SPDX-License-Identifier: Apache-2.0
/** What a server does again and again, how often, and by which clock. */
@NullMarked
package org.retrace.batch.pulse;

import org.jspecify.annotations.NullMarked;
