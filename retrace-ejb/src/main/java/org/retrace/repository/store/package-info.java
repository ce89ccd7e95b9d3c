// SPDX-License-Identifier: Apache-2.0
/** Packages unpacked once, read-only and shared by all tasks. May import {@code repository} and everything below. */
@NullMarked
package org.retrace.repository.store;

import org.jspecify.annotations.NullMarked;
