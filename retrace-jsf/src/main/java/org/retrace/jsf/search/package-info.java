// SPDX-License-Identifier: Apache-2.0
/** The page of search: what was found by the beginning of a name, in groups. Holds no query. */
@NullMarked
package org.retrace.jsf.search;

import org.jspecify.annotations.NullMarked;
