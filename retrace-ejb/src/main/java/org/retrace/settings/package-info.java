// SPDX-License-Identifier: Apache-2.0
/**
 * The options of an installation: what they are called, what they may be, where they are read and what is in force.
 * {@link org.retrace.settings.Settings} and {@link org.retrace.settings.SettingsStartup} belong to the container; all
 * other types here are plain Java. Imports no other package of Retrace. The reference page
 * {@code docs/admin/settings.md} is generated from {@link org.retrace.settings.Option}.
 */
@NullMarked
package org.retrace.settings;

import org.jspecify.annotations.NullMarked;
