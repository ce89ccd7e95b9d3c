// SPDX-License-Identifier: Apache-2.0
/**
 * The job of a retrace: claims queued tasks, starts or restarts their job, and one batchlet a step. The work itself is
 * in retrace-ejb; only beans of this module touch the {@code JobOperator}, which belongs to the module that holds the
 * job XML.
 */
@NullMarked
package org.retrace.batch.retrace;

import org.jspecify.annotations.NullMarked;
