// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures: short texts that are equal for crashes with one cause. Imports {@code org.retrace.backtrace} and what
 * lies below it.
 */
@NullMarked
package org.retrace.signature;

import org.jspecify.annotations.NullMarked;
