// SPDX-License-Identifier: Apache-2.0
/** The first page: is it healthy, what is running, what needs somebody. Holds no query. */
@NullMarked
package org.retrace.jsf.overview;

import org.jspecify.annotations.NullMarked;
