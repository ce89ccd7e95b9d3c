// SPDX-License-Identifier: Apache-2.0
/** Real uploads all the time while whatever there is gets killed, and the count at the end. */
@NullMarked
package org.retrace.chaos;

import org.jspecify.annotations.NullMarked;
