// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

import java.util.Optional;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncRun;

/**
 * A release that is kept here, or that somebody asked for once.
 *
 * @param byClock whether it is brought up to date by itself
 * @param newest its newest run; empty where none is remembered
 */
public record HeldRelease(ReleaseName name, boolean byClock, Optional<SyncRun> newest) {}
