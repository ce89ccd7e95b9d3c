// SPDX-License-Identifier: Apache-2.0
/**
 * The distributions that this server knows now, and where the repositories of a release lie. Joins
 * {@code repository.distribution}, which is pure, with the settings and the mirrors.
 */
@NullMarked
package org.retrace.repository.catalog;

import org.jspecify.annotations.NullMarked;
