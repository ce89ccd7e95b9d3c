// SPDX-License-Identifier: Apache-2.0
/**
 * Which repository should have what is asked for: of packages that are missing, of releases that clients ask about.
 * Imports the other {@code repository} packages; what a run does is none of its business.
 */
@NullMarked
package org.retrace.repository.origin;

import org.jspecify.annotations.NullMarked;
