// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

/** Names of one person's newest tasks, which are few enough to be looked through. */
enum OwnScan {
    FUNCTIONS("join task_function d on d.task_id = t.id", "d.function", "max(t.package_name)"),
    SIGNATURES("", "left(t.signature, 200)", "max(t.signature)"),
    PACKAGES("", "t.package_stem", "''"),
    VERSIONS("", "t.package_name", "''"),
    BUILD_IDS("join task_module d on d.task_id = t.id", "d.build_id", "max(d.path)");

    /** Most tasks that are looked through. */
    private static final int NEWEST = 1000;

    private static final String NAMES =
            """
            select %2$s collate "C", %3$s, least(count(distinct t.arrival), %4$d)
              from (select * from retrace_task where owner_id = :owner order by arrival desc limit %5$d) t %1$s
             where %2$s collate "C" >= :from and %2$s collate "C" < :to
             group by 1 order by 1 limit %6$d
            """;

    private final String join;
    private final String name;
    private final String about;

    OwnScan(String join, String name, String about) {
        this.join = join;
        this.name = name;
        this.about = about;
    }

    /** A native query as {@link Scan#sql()}, in which {@code :owner} is open besides. */
    String sql() {
        return NAMES.formatted(join, name, about, TaskSearch.COUNTED + 1, NEWEST, TaskSearch.SHOWN + 1);
    }
}
