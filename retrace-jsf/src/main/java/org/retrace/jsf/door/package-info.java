// SPDX-License-Identifier: Apache-2.0
/** What stands before every page: who gets in, and for how long. */
@NullMarked
package org.retrace.jsf.door;

import org.jspecify.annotations.NullMarked;
