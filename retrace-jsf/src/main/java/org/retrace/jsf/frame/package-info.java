// SPDX-License-Identifier: Apache-2.0
/**
 * What stands around every page of the console: who is signed in, colours, headers of answers, the way in and out. May
 * import the domain in retrace-ejb; knows no page.
 */
@NullMarked
package org.retrace.jsf.frame;

import org.jspecify.annotations.NullMarked;
