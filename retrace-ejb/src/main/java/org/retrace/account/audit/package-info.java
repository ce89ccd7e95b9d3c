// SPDX-License-Identifier: Apache-2.0
/** Who did what: written once, read by administrators and core developers, changed by nobody. */
@NullMarked
package org.retrace.account.audit;

import org.jspecify.annotations.NullMarked;
