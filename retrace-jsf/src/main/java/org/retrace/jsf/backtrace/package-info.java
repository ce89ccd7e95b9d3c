// SPDX-License-Identifier: Apache-2.0
/**
 * What the composite {@code backtrace} shows: threads, equal ones together, as much of them as one page holds. Pure: in
 * goes a {@code DetailedBacktrace}, whose names and values are not trusted, out come texts without hidden characters.
 */
@NullMarked
package org.retrace.jsf.backtrace;

import org.jspecify.annotations.NullMarked;
