// SPDX-License-Identifier: Apache-2.0
/** Who people are and what they may do: identities of providers, the persons behind them, roles. */
@NullMarked
package org.retrace.account;

import org.jspecify.annotations.NullMarked;
