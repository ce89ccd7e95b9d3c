// SPDX-License-Identifier: Apache-2.0
/**
 * The structured backtrace: threads, frames, variables and modules as values, for pages and programs. Names and values
 * in it come from a crashed program and are not trusted. Specified by docs/formats/backtrace.md; imports {@code java.*}
 * only.
 */
@NullMarked
package org.retrace.backtrace.detail;

import org.jspecify.annotations.NullMarked;
