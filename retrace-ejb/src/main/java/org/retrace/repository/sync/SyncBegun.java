// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

/** A run was begun by this server, and nothing has been done of it yet. */
public record SyncBegun(SyncRun run) {}
