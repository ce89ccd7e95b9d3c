// SPDX-License-Identifier: Apache-2.0
/** Tests; none needs a container or another machine. */
@NullMarked
package org.retrace.repository.check;

import org.jspecify.annotations.NullMarked;
