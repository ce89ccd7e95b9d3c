// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import java.io.Serializable;
import java.time.Instant;

/**
 * A session of somebody's, as it began.
 *
 * @param issuer who says who they are
 * @param subject the issuer's name for them
 * @param since when they came
 * @param account the {@linkplain AccountFiles#stamp stamp} of their account then
 */
public record Visit(String issuer, String subject, Instant since, String account) implements Serializable {}
