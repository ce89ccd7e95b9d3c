// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.stream.Collectors;

/** The functions of the crashed threads of tasks in the database; they go with their task. */
@Stateless
public class TaskFunctions {

    /** Most functions that are kept of a task; the innermost ones. */
    public static final int MOST = 200;

    /** Most characters that are kept of a name. */
    public static final int MAX_CHARS = 500;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Replaces what is known of a task. */
    public void replace(long taskId, Collection<String> functions) {
        entities.createNativeQuery("delete from task_function where task_id = :task")
                .setParameter("task", taskId)
                .executeUpdate();
        entities.createNativeQuery(
                        """
                        insert into task_function (function, arrival, task_id)
                        select name, arrival, id
                          from retrace_task, unnest(string_to_array(:names, chr(10))) name where id = :task
                        """)
                .setParameter("names", text(functions))
                .setParameter("task", taskId)
                .executeUpdate();
    }

    /** A name a line. */
    private static String text(Collection<String> functions) {
        return functions.stream()
                .limit(MOST)
                .map(name -> name.replaceAll("\\p{Cntrl}", " "))
                .map(name -> name.substring(0, Math.min(name.length(), MAX_CHARS)))
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
