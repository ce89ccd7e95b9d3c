-- A task is one upload and what became of it. The row is the queue: a node claims the oldest QUEUED row.

-- Every id ever given out, so that none is given out twice, even after its task is gone.
create table issued_task_id (
    id bigint primary key
);

create table retrace_task (
    id            bigint primary key references issued_task_id,
    arrival       bigint generated always as identity unique,
    type          smallint not null,
    state         text not null check (state in ('QUEUED', 'RUNNING', 'SUCCESS', 'FAILURE')),
    step          text,
    package_name  text,
    executable    text,
    os_release    text,
    signal_name   text,
    signature     text,
    complete      boolean not null default true,
    failure       text,
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    crash_removed boolean not null default false,
    -- the claim: who runs the task and until when it counts without a heartbeat
    claimed_by    text,
    lease_until   timestamptz,
    attempts      integer not null default 0,
    execution_id  bigint
);

create index retrace_task_queue on retrace_task (arrival) where state = 'QUEUED';
create index retrace_task_running on retrace_task (lease_until) where state = 'RUNNING';
create index retrace_task_newest on retrace_task (arrival desc);
create index retrace_task_kept on retrace_task (finished_at) where not crash_removed;

-- What the coredump maps, and which package each file came from.
create table task_module (
    task_id       bigint not null references retrace_task on delete cascade,
    position      integer not null,
    path          text not null,
    start_address bigint not null,
    end_address   bigint not null,
    build_id      text,
    outcome       text,
    package       text,
    debuginfo     text,
    explanation   text,
    primary key (task_id, position)
);
