// SPDX-License-Identifier: Apache-2.0
/** What the packages of this module share: its messages. */
@NullMarked
package org.retrace.batch;

import org.jspecify.annotations.NullMarked;
