// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of a list. */
@JsonbPropertyOrder({"items", "next"})
public record Page<T>(
        @Schema(description = "as many as were asked for, or what there is") List<T> items,
        @Schema(description = "the cursor of the page behind it; missing on the last", nullable = true) @Nullable
                String next) {

    /** Takes its own copy. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of what was found.
     *
     * @param found one more than were asked for, where there is more
     * @param cursor of the last item, from which the next page goes on
     */
    public static <F, T> Page<T> of(
            ListRequest request, List<F> found, Function<F, T> view, Function<F, String> cursor) {
        List<F> shown = found.subList(0, Math.min(request.limit(), found.size()));
        String next = found.size() > shown.size() ? cursor.apply(shown.get(shown.size() - 1)) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
