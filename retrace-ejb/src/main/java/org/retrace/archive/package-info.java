// SPDX-License-Identifier: Apache-2.0
/**
 * Archives and compressed streams, read entry by entry while they arrive; nothing is written here, and nothing that an
 * archive claims is trusted. Imports {@code bytes} and the libraries that read the formats.
 */
@NullMarked
package org.retrace.archive;

import org.jspecify.annotations.NullMarked;
