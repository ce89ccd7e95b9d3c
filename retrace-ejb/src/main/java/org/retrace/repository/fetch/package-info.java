// SPDX-License-Identifier: Apache-2.0
/**
 * What a run does with each repository: ask what there is, fetch, verify, place and index what is missing, write what
 * others install from. Each step can be done again at any time: what is here is told by the files and by the index.
 */
@NullMarked
package org.retrace.repository.fetch;

import org.jspecify.annotations.NullMarked;
