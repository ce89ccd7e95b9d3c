-- What a task went through: a row for each time one of its steps began.
create table task_step_run (
    id            bigint generated always as identity primary key,
    task_id       bigint not null references retrace_task on delete cascade,
    step          text not null,
    owner         text not null,             -- node and boot of the server, as in retrace_task.claimed_by
    started_at    timestamptz not null,
    finished_at   timestamptz,               -- null while it runs, and where nobody saw it end
    outcome       text check (outcome in ('DONE', 'FAILED', 'CUT_OFF')),
    reason        text
);

create index task_step_run_task on task_step_run (task_id, id);
