// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins: the files that say what a distribution is ({@code docs/formats/plugin.md}), read and kept as they change. No
 * container. YAML is read by SnakeYAML Engine, which only {@code YamlTree} knows; docs/adr/0014.
 */
@NullMarked
package org.retrace.repository.distribution.plugin;

import org.jspecify.annotations.NullMarked;
