// SPDX-License-Identifier: Apache-2.0
/** The web application at {@code /}: what every HTTP interface shares. */
@NullMarked
package org.retrace.web;

import org.jspecify.annotations.NullMarked;
