// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Places in the life of a task where a test can hold it: triggers in the server's database that wait, in the very
 * statement that says that a step begins, works or ends, until they are let go.
 */
public final class HoldPlaces {

    private static final List<String> STEPS =
            List.of("IDENTIFY", "RESOLVE", "ASSEMBLE", "DEBUG", "SIGN", "PUBLISH", "CLEAN");

    /** Each held transaction has an advisory lock of this class. */
    private static final int LOCKS = 8153;

    private static final String TRIGGERS =
            """
            create table hold_place (arrival bigint primary key, place text not null);
            create function hold(task bigint, at text) returns void language plpgsql volatile as $$
            declare a bigint;
            begin
              select arrival into a from retrace_task where id = task;
              while exists (select 1 from hold_place h where h.arrival = a and h.place = at) loop
                perform pg_try_advisory_xact_lock(%d, a::integer);
                perform pg_sleep(0.05);
              end loop;
            end $$;
            create function hold_task() returns trigger language plpgsql as $$
            begin
              if new.step is distinct from old.step then perform hold(new.id, new.step || ' before'); end if;
              if new.signature is distinct from old.signature then perform hold(new.id, 'SIGN middle'); end if;
              if new.crash_removed and not old.crash_removed then perform hold(new.id, 'CLEAN middle'); end if;
              if new.finished_at is distinct from old.finished_at then perform hold(new.id, 'end'); end if;
              return new;
            end $$;
            create function hold_module() returns trigger language plpgsql as $$
            begin
              perform hold(t.id, t.step || ' middle') from retrace_task t where t.id = new.task_id;
              return new;
            end $$;
            create function hold_step() returns trigger language plpgsql as $$
            begin
              if new.batchstatus = 'COMPLETED' then
                perform hold(t.id, upper(new.stepname) || ' after')
                   from retrace_task t where t.execution_id = new.jobexecutionid;
              end if;
              return new;
            end $$;
            create trigger hold_task before update on retrace_task for each row execute function hold_task();
            create trigger hold_module before insert on task_module for each row
                when (new.position = 0) execute function hold_module();
            """
                    .formatted(LOCKS);

    private static final String STEP_TRIGGER =
            "create trigger hold_step before update on step_execution for each row execute function hold_step()";

    private final ServerHome server;

    /** The server has run a job already: the batch runtime makes its tables with the first. */
    public HoldPlaces(ServerHome server) throws IOException, SQLException {
        this.server = server;
        try (Connection database = server.database();
                Statement statement = database.createStatement()) {
            statement.execute(TRIGGERS);
            statement.execute(STEP_TRIGGER);
        }
    }

    /** Every place: before, in the middle of (where it says something there) and after each step, and the end. */
    static List<String> all() {
        List<String> places = new ArrayList<>();
        for (String step : STEPS) {
            places.add(step + " before");
            if (!step.equals("DEBUG") && !step.equals("PUBLISH")) {
                places.add(step + " middle");
            }
            places.add(step + " after");
        }
        places.add("end");
        return places;
    }

    /** The next tasks will be held, in order of arrival, each at its place. */
    public void hold(List<String> places) throws IOException, SQLException {
        try (Connection database = server.database();
                PreparedStatement insert =
                        database.prepareStatement("insert into hold_place select last + ?, ? from task_arrival")) {
            for (int i = 0; i < places.size(); i++) {
                insert.setInt(1, i + 1);
                insert.setString(2, places.get(i));
                insert.execute();
            }
        }
    }

    /** How many tasks are held now. */
    public int held() throws IOException, SQLException {
        return server.number("select count(*) from pg_locks where locktype = 'advisory' and classid = " + LOCKS);
    }

    /** Lets the first so many of the held tasks go, in order of arrival. */
    public void letGoFirst(int number) throws IOException, SQLException {
        try (Connection database = server.database();
                PreparedStatement delete = database.prepareStatement("delete from hold_place where arrival in "
                        + "(select arrival from hold_place order by arrival limit ?)")) {
            delete.setInt(1, number);
            delete.execute();
        }
    }

    /** Lets every task go, and those to come. */
    public void letGo() throws IOException, SQLException {
        server.execute("delete from hold_place");
    }
}
