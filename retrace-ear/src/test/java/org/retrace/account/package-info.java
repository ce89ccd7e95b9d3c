// SPDX-License-Identifier: Apache-2.0
/** People, programs and their rights, against the server that ships. */
@NullMarked
package org.retrace.account;

import org.jspecify.annotations.NullMarked;
