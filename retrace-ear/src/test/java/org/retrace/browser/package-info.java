// SPDX-License-Identifier: Apache-2.0
/**
 * The console as people have it: a real browser before the shipped distribution. {@link Console} gives a test class the
 * server and the browser, and fails each test that leaves an error in the browser's log; {@link Look} takes pictures
 * and checks what it shows. docs/adr/0010 says with what.
 */
@NullMarked
package org.retrace.browser;

import org.jspecify.annotations.NullMarked;
