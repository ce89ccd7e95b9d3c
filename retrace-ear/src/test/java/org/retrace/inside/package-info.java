// SPDX-License-Identifier: Apache-2.0
/** What must be seen from inside the server: the shipped EAR, with these tests as one module more. */
@NullMarked
package org.retrace.inside;

import org.jspecify.annotations.NullMarked;
