// SPDX-License-Identifier: Apache-2.0
/** The pages of repositories: what is kept, how fresh it is, what was refused. Holds no query. */
@NullMarked
package org.retrace.jsf.repository;

import org.jspecify.annotations.NullMarked;
