// SPDX-License-Identifier: Apache-2.0
/**
 * Distributions: their releases, where their packages are, and which of them a crash is of. What one is stands in its
 * plugin ({@code docs/formats/plugin.md}). Pure: no container, no network, no file.
 */
@NullMarked
package org.retrace.repository.distribution;

import org.jspecify.annotations.NullMarked;
