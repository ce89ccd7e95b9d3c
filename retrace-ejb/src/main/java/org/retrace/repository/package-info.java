// SPDX-License-Identifier: Apache-2.0
/**
 * Package repositories: which packages there are and whose signature they carry, the index from build-id and path to
 * package, and the store where each package is unpacked once. May import settings, process and everything below.
 */
@NullMarked
package org.retrace.repository;

import org.jspecify.annotations.NullMarked;
