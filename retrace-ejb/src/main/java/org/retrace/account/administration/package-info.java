// SPDX-License-Identifier: Apache-2.0
/** What administrators do with persons: look, disable, link the identities of one. */
@NullMarked
package org.retrace.account.administration;

import org.jspecify.annotations.NullMarked;
