// SPDX-License-Identifier: Apache-2.0
/** One table of who may do what, every cell of it tried at the EAR that ships. */
@NullMarked
package org.retrace.rights;

import org.jspecify.annotations.NullMarked;
