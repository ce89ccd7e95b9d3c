// SPDX-License-Identifier: Apache-2.0
/** Tests of the settings, none of which needs a container. */
@NullMarked
package org.retrace.settings;

import org.jspecify.annotations.NullMarked;
