// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.account.token.TokenWish;

/** What a program or a person asks for in a new token. */
public record NewTokenRequest(
        @Schema(
                        description = "what they call it",
                        minLength = 1,
                        maxLength = TokenWish.MOST_CHARACTERS,
                        examples = "nightly")
                @Nullable
                String name,
        @Schema(description = "what it may do at most; all of theirs when left out", nullable = true, minItems = 1)
                @Nullable
                List<String> roles,
        @Schema(
                        description = "for how many days it counts; 90 when left out",
                        nullable = true,
                        minimum = "1",
                        maximum = "366")
                @Nullable
                Integer validDays) {}
