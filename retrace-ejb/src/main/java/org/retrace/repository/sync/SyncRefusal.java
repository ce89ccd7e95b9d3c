// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import java.util.Optional;

/**
 * A package that a repository lists and that stays outside.
 *
 * @param checksum digits of the one that the repository lists
 * @param file where the repository has it
 * @param reason why, for an administrator
 * @param keys digest of the keys that it was verified with: while they are the same it is not fetched again; empty
 *     where another try may end otherwise
 */
public record SyncRefusal(String checksum, String file, String reason, Optional<String> keys) {}
