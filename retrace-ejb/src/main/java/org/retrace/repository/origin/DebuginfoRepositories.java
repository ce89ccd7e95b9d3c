// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.origin;

import java.util.List;

/**
 * The repositories of a release in which debuginfo lies, by their names: that of {@code updates} in
 * {@code updates-debuginfo}; in any that is called by debuginfo where that is not there; else beside the program.
 *
 * @param names of all repositories of the release, in the plugin's order
 */
record DebuginfoRepositories(List<String> names) {

    private static final String DEBUGINFO = "debuginfo";

    DebuginfoRepositories {
        names = List.copyOf(names);
    }

    /** Those that should have the debuginfo of the packages of a repository; never empty. */
    List<String> of(String repository) {
        int slash = repository.indexOf('/');
        String name = slash < 0 ? repository : repository.substring(0, slash);
        String own = name + "-" + DEBUGINFO;
        if (names.contains(own)) {
            return List.of(own);
        }
        List<String> any =
                names.stream().filter(each -> each.contains(DEBUGINFO)).toList();
        return any.isEmpty() ? List.of(name) : any;
    }
}
