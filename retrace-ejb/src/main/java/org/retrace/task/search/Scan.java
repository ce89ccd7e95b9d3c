// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

/** A column of names, walked from name to name: each costs one look into its index, however often it stands there. */
enum Scan {
    FUNCTIONS(
            "task_function",
            "function",
            "(select t.package_name from retrace_task t where t.id = (select task_id NEWEST limit 1))",
            true),
    SIGNATURES("retrace_task", "left(signature, 200) collate \"C\"", "(select signature NEWEST limit 1)", true),
    PACKAGES_OF_TASKS("retrace_task", "package_stem", "''", true),
    VERSIONS("retrace_task", "package_name collate \"C\"", "''", true),
    BUILD_IDS_OF_TASKS("task_module", "build_id", "(select path NEWEST limit 1)", true),
    PACKAGES_OF_INDEX(
            "binary_package",
            "name collate \"C\"",
            "(select count(*) || ' in the index' from binary_package p where p.name collate \"C\" = h.name)",
            false),
    BUILD_IDS_OF_PACKAGES("package_build_id", "encode(build_id, 'hex') collate \"C\"", "''", false);

    /** The rows of one name; a range, because of an equation the planner would drop the name from the order. */
    private static final String NEWEST =
            "from %1$s where %2$s >= h.name and %2$s <= h.name order by %2$s desc, arrival desc";

    private static final String TASKS =
            """
            (select count(*) from (select distinct %%2$s, arrival NEWEST limit %d) counted)
            """
                    .formatted(TaskSearch.COUNTED + 1);

    private static final String NAMES =
            """
            with recursive hit (name) as (
                (select %%2$s from %%1$s where %%2$s >= :from and %%2$s < :to order by %%2$s limit 1)
                union all
                select (select %%2$s from %%1$s where %%2$s > h.name and %%2$s < :to order by %%2$s limit 1)
                  from hit h where h.name is not null)
            select h.name, ABOUT, TASKS from (select name from hit where name is not null limit %d) h
            """
                    .formatted(TaskSearch.SHOWN + 1);

    private final String table;
    private final String name;
    private final String about;
    private final boolean ofTasks;

    Scan(String table, String name, String about, boolean ofTasks) {
        this.table = table;
        this.name = name;
        this.about = about;
        this.ofTasks = ofTasks;
    }

    /** A native query for name, what else is known, and number of tasks; {@code :from} and {@code :to} are open. */
    String sql() {
        return NAMES.replace("ABOUT", about)
                .replace("TASKS", ofTasks ? TASKS : "0")
                .replace("NEWEST", NEWEST)
                .formatted(table, name);
    }
}
