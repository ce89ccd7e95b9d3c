// SPDX-License-Identifier: Apache-2.0
/** Repositories that are brought up to date by the shipped application, from real servers on loopback. */
@NullMarked
package org.retrace.reposync;

import org.jspecify.annotations.NullMarked;
