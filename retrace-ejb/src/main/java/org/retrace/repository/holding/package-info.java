// SPDX-License-Identifier: Apache-2.0
/** What is kept here of which releases, for those who look after it. Reads what {@code repository.sync} wrote. */
@NullMarked
package org.retrace.repository.holding;

import org.jspecify.annotations.NullMarked;
