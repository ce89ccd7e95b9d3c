// SPDX-License-Identifier: Apache-2.0
/** The documentation, as pages of the console. */
@NullMarked
package org.retrace.jsf.help;

import org.jspecify.annotations.NullMarked;
