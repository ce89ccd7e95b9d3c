// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.search;

import java.util.List;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.search.Hits;

/**
 * What was found of one kind.
 *
 * @param title the kind, in the plural
 * @param code whether names are shown as code
 * @param more whether there is more than is shown
 */
public record Group(String title, boolean code, List<Found> found, boolean more) {

    static Group of(String title, TaskTerm term, Hits hits) {
        return new Group(
                title,
                term != TaskTerm.PACKAGE,
                hits.list().stream().map(hit -> Found.of(hit, term)).toList(),
                hits.more());
    }
}
