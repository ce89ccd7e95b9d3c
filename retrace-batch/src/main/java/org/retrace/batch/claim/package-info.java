// SPDX-License-Identifier: Apache-2.0
/**
 * Claiming: looks for waiting tasks, starts or restarts their jobs, keeps the claims of living ones and gives back
 * those of dead ones. Only beans of this module touch the {@code JobOperator}, which belongs to the module that holds
 * the job XML.
 */
@NullMarked
package org.retrace.batch.claim;

import org.jspecify.annotations.NullMarked;
