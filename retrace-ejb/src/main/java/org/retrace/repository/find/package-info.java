// SPDX-License-Identifier: Apache-2.0
/**
 * Packages of the index, found by name, by version, by build-id and by what is in them. Each page is read off an index,
 * however many packages there are.
 */
@NullMarked
package org.retrace.repository.find;

import org.jspecify.annotations.NullMarked;
