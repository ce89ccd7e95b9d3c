// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import java.util.List;
import org.retrace.jsf.repository.PackagesPage;
import org.retrace.repository.find.FoundPackage;
import org.retrace.repository.find.PackageBy;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.search.Hits;
import org.retrace.task.search.TaskSearch;

/**
 * What was found of one kind.
 *
 * @param title the kind, in the plural
 * @param code whether names are shown as code
 * @param more whether there is more than is shown
 * @param all where all of it is shown; empty when nowhere
 */
public record Group(String title, boolean code, List<Found> found, boolean more, String all) {

    static Group of(String title, TaskTerm term, Hits hits) {
        return new Group(
                title,
                term != TaskTerm.PACKAGE,
                hits.list().stream().map(hit -> Found.of(hit, term)).toList(),
                hits.more(),
                "");
    }

    static Group of(String title, PackageBy by, String text, List<FoundPackage> found) {
        return new Group(
                title,
                true,
                found.stream().limit(TaskSearch.SHOWN).map(Found::of).toList(),
                found.size() > TaskSearch.SHOWN,
                "repository/" + PackagesPage.address(text, by));
    }
}
