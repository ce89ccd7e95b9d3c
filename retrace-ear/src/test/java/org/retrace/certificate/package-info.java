// SPDX-License-Identifier: Apache-2.0
/**
 * Sign-in by X.509 certificates (RFC 5280) against the server that ships: an authority of our own, those it signs for,
 * and a server that takes them.
 */
@NullMarked
package org.retrace.certificate;

import org.jspecify.annotations.NullMarked;
