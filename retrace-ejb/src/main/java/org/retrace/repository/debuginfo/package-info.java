// SPDX-License-Identifier: Apache-2.0
/**
 * Debuginfo made quick to read, once, when its package is unpacked. Imports {@code process} and what lies below
 * {@code repository}.
 */
@NullMarked
package org.retrace.repository.debuginfo;

import org.jspecify.annotations.NullMarked;
