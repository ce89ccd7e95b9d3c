// SPDX-License-Identifier: Apache-2.0
/**
 * RPM packages: versions and their order, lead, headers, payload. Specified by docs/formats/rpm.md; imports
 * {@code archive}, {@code elf} and {@code bytes}.
 */
@NullMarked
package org.retrace.rpm;

import org.jspecify.annotations.NullMarked;
