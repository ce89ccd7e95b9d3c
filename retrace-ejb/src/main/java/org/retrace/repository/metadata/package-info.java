// SPDX-License-Identifier: Apache-2.0
/**
 * What an RPM repository says about itself: repomd.xml, primary and filelists, read as a stream in constant memory,
 * bounded, and verified against each other; docs/formats/repodata.md has every field. Imports {@code rpm},
 * {@code archive}, {@code elf} and {@code bytes}.
 */
@NullMarked
package org.retrace.repository.metadata;

import org.jspecify.annotations.NullMarked;
