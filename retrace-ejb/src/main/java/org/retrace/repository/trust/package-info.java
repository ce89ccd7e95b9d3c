// SPDX-License-Identifier: Apache-2.0
/** Whose signature a package carries, and whether it fits. The cryptography is Bouncy Castle's; docs/adr/0007. */
@NullMarked
package org.retrace.repository.trust;

import org.jspecify.annotations.NullMarked;
