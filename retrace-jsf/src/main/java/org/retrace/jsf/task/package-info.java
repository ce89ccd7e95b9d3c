// SPDX-License-Identifier: Apache-2.0
/** The page of tasks and the texts of their results. May import the domain in retrace-ejb; holds no query. */
@NullMarked
package org.retrace.jsf.task;

import org.jspecify.annotations.NullMarked;
