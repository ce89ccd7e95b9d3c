// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

/**
 * A package that a repository lists and that stays outside.
 *
 * @param repository its name within the release
 * @param file where the repository has it
 * @param untilKeysChange whether it is not tried again before the keys change; else each run tries it
 */
public record Outside(String repository, String file, String reason, boolean untilKeysChange) {}
