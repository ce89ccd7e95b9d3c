// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program or a person asks for in a new token.
 *
 * @param name what they call it
 * @param roles what it may do at most; all of theirs when left out
 * @param validDays for how many days it counts; 90 when left out
 */
public record NewTokenRequest(@Nullable String name, @Nullable List<String> roles, @Nullable Integer validDays) {}
