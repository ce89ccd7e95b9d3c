// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.repository.PackageView;
import org.retrace.jsf.task.ListAddress;
import org.retrace.repository.find.FoundPackage;
import org.retrace.task.list.SignatureKey;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.search.Hit;
import org.retrace.task.search.TaskSearch;

/**
 * One thing that was found, as a line.
 *
 * @param text its name
 * @param whole what is copied by a button; empty when there is no need of one
 * @param about what else is known
 * @param tasks how many tasks it leads to, in words; of a package of the index its size
 * @param address where it leads, from this page; empty when nowhere
 */
public record Found(String text, String whole, String about, String tasks, String address) {

    /** Most characters of a name, and of what is said about it. */
    private static final int SHOWN = 300;

    private static final int ENDS = 12;

    static Found of(Hit hit, TaskTerm term) {
        var key = term == TaskTerm.SIGNATURE ? SignatureKey.of(hit.text()) : hit.text();
        var id = term == TaskTerm.BUILD_ID;
        return new Found(
                id ? shortened(hit.text()) : Plain.of(hit.text(), SHOWN),
                id ? hit.text() : "",
                Plain.of(hit.about(), SHOWN),
                count(hit.tasks()),
                hit.tasks() == 0 ? "" : "task/" + ListAddress.of(term, key));
    }

    static Found of(FoundPackage found) {
        var view = PackageView.of(found);
        var release = view.release();
        return new Found(
                view.name(),
                "",
                view.origin() + " · " + view.path(),
                view.size(),
                release.isEmpty() ? "" : "repository/release.xhtml?release=" + release);
    }

    /** Without the middle, which nobody reads. */
    private static String shortened(String id) {
        return id.length() <= 3 * ENDS ? id : id.substring(0, ENDS) + "…" + id.substring(id.length() - ENDS);
    }

    private static String count(int tasks) {
        return switch (tasks) {
            case 0 -> "no task";
            case 1 -> "1 task";
            default -> tasks > TaskSearch.COUNTED ? "over " + TaskSearch.COUNTED + " tasks" : tasks + " tasks";
        };
    }
}
