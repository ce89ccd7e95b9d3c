// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v1/repositories} takes.
 *
 * @param directory absolute path, on the server, of a directory of signed packages
 */
public record IndexRequest(@Nullable String directory) {}
