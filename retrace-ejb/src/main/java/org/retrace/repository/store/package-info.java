// SPDX-License-Identifier: Apache-2.0
/**
 * Packages unpacked once, read-only and shared by all tasks; what nobody needs leaves when space is needed, and comes
 * back when it is asked for. Below RepoDir/store, {@code ab/abcd...} is a package, named by the digest of its file,
 * {@code ab/abcd....size} says how large it is, {@code .unpacking-*} and {@code .leaving-*} are on their way in or out,
 * {@code .locks} is empty. May import {@code repository} and everything below.
 */
@NullMarked
package org.retrace.repository.store;

import org.jspecify.annotations.NullMarked;
