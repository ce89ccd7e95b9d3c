// SPDX-License-Identifier: Apache-2.0
/** Tokens by which programs sign in for people: made, shown once, kept as a hash, revoked. */
@NullMarked
package org.retrace.account.token;

import org.jspecify.annotations.NullMarked;
