// SPDX-License-Identifier: Apache-2.0
/**
 * Repositories that are kept here: where their packages lie below RepoDir, what was taken of them last, and the runs
 * that bring them up to date. Imports the other {@code repository} packages.
 */
@NullMarked
package org.retrace.repository.sync;

import org.jspecify.annotations.NullMarked;
