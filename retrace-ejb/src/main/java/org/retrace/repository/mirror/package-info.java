// SPDX-License-Identifier: Apache-2.0
/**
 * Where repositories are fetched from: directories, HTTP, FTP and rsync behind one {@link Mirror}, and the list of them
 * that falls to the next. Nothing that a mirror sends is trusted: sizes are bounded, digests compared, paths checked.
 * Imports {@code repository.metadata}, {@code process} and {@code bytes}; docs/formats/repodata.md has the rules.
 */
@NullMarked
package org.retrace.repository.mirror;

import org.jspecify.annotations.NullMarked;
