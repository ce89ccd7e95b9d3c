// SPDX-License-Identifier: Apache-2.0
/** Package repositories in the JSON API. */
@NullMarked
package org.retrace.web.api.repository;

import org.jspecify.annotations.NullMarked;
