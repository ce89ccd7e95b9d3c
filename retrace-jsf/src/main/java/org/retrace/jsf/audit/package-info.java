// SPDX-License-Identifier: Apache-2.0
/** The page of the audit: who did what, with its filters. Holds no query. */
@NullMarked
package org.retrace.jsf.audit;

import org.jspecify.annotations.NullMarked;
