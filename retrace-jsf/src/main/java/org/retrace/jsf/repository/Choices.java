// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import jakarta.faces.model.SelectItem;
import jakarta.faces.model.SelectItemGroup;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.retrace.jsf.frame.Plain;
import org.retrace.repository.catalog.KnownReleases.Known;

/**
 * The releases to choose from, by distribution, the newest first.
 *
 * @param groups items and groups of them, as Faces takes them
 * @param looking whether mirrors are still being asked
 * @param silent the distributions whose mirrors did not tell, with what came instead
 */
public record Choices(ArrayList<SelectItem> groups, boolean looking, String silent) implements Serializable {

    private static final int MOST_TEXT = 300;

    static final Choices NONE = new Choices(new ArrayList<>(), false, "");

    static Choices of(List<Known> known) {
        var groups = new ArrayList<SelectItem>();
        for (var each : known) {
            var items = items(each);
            if (items.length > 0) {
                groups.add(new SelectItemGroup(each.distribution().name(), "", false, items));
            }
        }
        var silent = known.stream()
                .filter(each -> !each.problems().isEmpty())
                .map(each -> each.distribution().name() + ": "
                        + Plain.of(each.problems().get(0), MOST_TEXT))
                .collect(Collectors.joining("; "));
        return new Choices(groups, known.stream().anyMatch(Known::looking), silent);
    }

    private static SelectItem[] items(Known known) {
        var versions = new ArrayList<>(known.versions());
        Collections.reverse(versions);
        return versions.stream()
                .flatMap(version -> known.distribution().architectures(version).stream()
                        .map(arch -> known.distribution().name() + "-" + version + "-" + arch))
                .map(name -> new SelectItem(name, name))
                .toArray(SelectItem[]::new);
    }
}
