// SPDX-License-Identifier: Apache-2.0
/** What crashes of the same cause have in common. Imports backtraces only. */
@NullMarked
package org.retrace.signature;

import org.jspecify.annotations.NullMarked;
